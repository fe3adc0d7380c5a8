# What the workers may do: read, write and list below the prefix. Deleting is for replays that are
# started again and for `winnow doctor`, which clears away what it wrote.

data "aws_iam_policy_document" "workers" {
  statement {
    actions   = ["s3:GetObject", "s3:PutObject", "s3:DeleteObject"]
    resources = ["${local.lake}/*"]
  }

  statement {
    actions   = ["s3:ListBucket"]
    resources = [aws_s3_bucket.lake.arn]

    condition {
      test     = "StringLike"
      variable = "s3:prefix"
      values   = ["${var.prefix}/*"]
    }
  }
}

resource "aws_iam_policy" "workers" {
  name   = "winnow-workers"
  policy = data.aws_iam_policy_document.workers.json
}

locals {
  oidc_issuer = replace(var.oidc_provider_arn, "/^.*oidc-provider\\//", "")
}

data "aws_iam_policy_document" "trust" {
  count = var.oidc_provider_arn == "" ? 0 : 1

  statement {
    actions = ["sts:AssumeRoleWithWebIdentity"]

    principals {
      type        = "Federated"
      identifiers = [var.oidc_provider_arn]
    }

    condition {
      test     = "StringEquals"
      variable = "${local.oidc_issuer}:sub"
      values   = ["system:serviceaccount:${var.service_account}"]
    }

    condition {
      test     = "StringEquals"
      variable = "${local.oidc_issuer}:aud"
      values   = ["sts.amazonaws.com"]
    }
  }
}

resource "aws_iam_role" "workers" {
  count              = var.oidc_provider_arn == "" ? 0 : 1
  name               = "winnow"
  assume_role_policy = data.aws_iam_policy_document.trust[0].json
}

resource "aws_iam_role_policy_attachment" "workers" {
  count      = var.oidc_provider_arn == "" ? 0 : 1
  role       = aws_iam_role.workers[0].name
  policy_arn = aws_iam_policy.workers.arn
}
