import { ValidationError } from './errors';
import { looksLikeSecret } from './plain-secret';

/** Where Terraform keeps its state. */
export class StateBackend {
  /**
   * A file beside the Terraform project.
   *
   * @param path path of the file; by default `terraform.tfstate`
   */
  public static local(path: string = 'terraform.tfstate'): StateBackend {
    return new StateBackend('local', { path });
  }

  /**
   * Any backend that Terraform or OpenTofu knows.
   *
   * @param type such as `s3`, `gcs`, `azurerm`, `http`, `kubernetes` or `pg`
   * @param config its settings, without secrets: those come from its environment variables or `-backend-config`
   */
  public static of(type: string, config: { [key: string]: unknown }): StateBackend {
    for (const [key, value] of Object.entries(config)) {
      // A chart's "secretKey" is the name of a key; a backend's secret_key is the secret.
      if (typeof value === 'string' && (looksLikeSecret(key, value) || (key === 'secret_key' && value !== ''))) {
        throw new ValidationError(`StateBackend.of("${type}"): ${key} holds a secret in plain text, which would be kept in the synth output. Leave it out, and give it to "terraform init" by the backend's environment variable or by -backend-config.`);
      }
    }
    return new StateBackend(type, { ...config });
  }

  /** Backend type. */
  public readonly type: string;
  /** Its settings. */
  public readonly config: { [key: string]: unknown };

  private constructor(type: string, config: { [key: string]: unknown }) {
    this.type = type;
    this.config = config;
  }
}
