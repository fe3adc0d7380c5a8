variable "region" {
  description = "AWS region of the lake."
  type        = string
  default     = "eu-central-1"
}

variable "bucket" {
  description = "Name of the lake's bucket; OBJECTS_URL is s3://<bucket>/<prefix>."
  type        = string
}

variable "prefix" {
  description = "Prefix of the lake in the bucket, without slashes at its ends."
  type        = string
  default     = "postings"

  validation {
    condition     = can(regex("^[a-z0-9][a-z0-9/_-]*[a-z0-9]$", var.prefix))
    error_message = "Lower case letters, digits, -, _ and inner slashes."
  }
}

variable "infrequent_access_after_days" {
  description = "Age at which objects of the lake move to a cheaper class; they stay readable at once."
  type        = number
  default     = 90
}

variable "originals_days" {
  description = "How long originals that were too large for a record are kept: at least as long as dead letters."
  type        = number
  default     = 120
}

variable "oidc_provider_arn" {
  description = "The cluster's OIDC provider, for a role that its service account may take. Empty: no role."
  type        = string
  default     = ""
}

variable "service_account" {
  description = "Namespace and name of the workers' service account."
  type        = string
  default     = "winnow:winnow"
}

variable "readers" {
  description = "ARNs of the principals that query the lake."
  type        = list(string)
  default     = []
}
