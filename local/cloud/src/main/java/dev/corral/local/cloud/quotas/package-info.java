/// Service Quotas: how many vCPUs of which kind of instance the account may run.
@NullMarked
package dev.corral.local.cloud.quotas;

import org.jspecify.annotations.NullMarked;
