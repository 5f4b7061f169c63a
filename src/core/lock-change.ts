/** What may become of a locked thing. */
export enum LockChangeKind {
  MOVED = 'moved',
  FORGET = 'forget',
  DESTROY = 'destroy',
}

/** A decision on something that the lock file remembers. Take it out once `qtcloud lock` has written the new state. */
export class LockChange {
  /**
   * The construct has another path now; its objects stay.
   *
   * @param oldPath path in the lock file, such as `orders`
   * @param newPath path it has now, such as `shop/orders`
   */
  public static moved(oldPath: string, newPath: string): LockChange {
    return new LockChange(LockChangeKind.MOVED, oldPath, newPath);
  }

  /**
   * Terraform forgets it; its objects and data stay on the cluster.
   *
   * @param path path in the lock file
   */
  public static forget(path: string): LockChange {
    return new LockChange(LockChangeKind.FORGET, path);
  }

  /**
   * The next apply destroys it, data and all.
   *
   * @param path path in the lock file
   */
  public static destroy(path: string): LockChange {
    return new LockChange(LockChangeKind.DESTROY, path);
  }

  /** What becomes of it. */
  public readonly kind: LockChangeKind;
  /** Path in the lock file. */
  public readonly path: string;
  /** New path, where it moved. */
  public readonly to?: string;

  private constructor(kind: LockChangeKind, path: string, to?: string) {
    this.kind = kind;
    this.path = path;
    this.to = to;
  }
}
