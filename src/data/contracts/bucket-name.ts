import { IConstruct } from 'constructs';
import { ValidationError } from '../../core/errors';

// docs.aws.amazon.com/AmazonS3, "General purpose bucket naming rules"; the last one is SeaweedFS' own (weed/s3api/s3bucket/s3api_bucket.go @ cc8364a).
const FORM = /^[a-z0-9]([a-z0-9-]|\.(?!\.)){1,61}[a-z0-9]$/;
const ADDRESS = /^\d+\.\d+\.\d+\.\d+$/;
const RESERVED = /^xn--|-s3alias$|^filemeta$/;

/**
 * Checks the name of a bucket against the rules of S3.
 *
 * @throws if it is not a bucket's name
 */
export function checkBucketName(bucket: IConstruct, name: string): void {
  if (!FORM.test(name) || ADDRESS.test(name) || RESERVED.test(name)) {
    throw ValidationError.at(bucket, `"${name}" is not the name of a bucket: 3 to 63 lower-case letters, digits, "-" and ".", no address, not beginning with "xn--" nor ending with "-s3alias", and not "filemeta". Set bucketName.`);
  }
}
