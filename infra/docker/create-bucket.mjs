// Makes the bucket of OBJECTS_URL where it is not there, for S3 servers that come up empty.
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';

const { OBJECTS_URL = '', S3_ENDPOINT, S3_REGION = 'us-east-1' } = process.env;
const bucket = /^s3:\/\/([^/]+)/.exec(OBJECTS_URL)?.[1];
if (bucket === undefined) throw new Error(`OBJECTS_URL names no bucket: ${OBJECTS_URL}`);

const s3 = new S3Client({
  region: S3_REGION,
  ...(S3_ENDPOINT === undefined ? {} : { endpoint: S3_ENDPOINT, forcePathStyle: true }),
});
try {
  await s3.send(new CreateBucketCommand({ Bucket: bucket }));
  process.stdout.write(`bucket ${bucket} made\n`);
} catch (error) {
  if (!['BucketAlreadyOwnedByYou', 'BucketAlreadyExists'].includes(error.name)) throw error;
  process.stdout.write(`bucket ${bucket} is there\n`);
}
