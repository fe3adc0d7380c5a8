output "objects_url" {
  description = "OBJECTS_URL of the workers."
  value       = "s3://${aws_s3_bucket.lake.id}/${var.prefix}"
}

output "policy_arn" {
  description = "What a worker needs of the bucket."
  value       = aws_iam_policy.workers.arn
}

output "role_arn" {
  description = "For the annotation of the service account; null without an OIDC provider."
  value       = one(aws_iam_role.workers[*].arn)
}
