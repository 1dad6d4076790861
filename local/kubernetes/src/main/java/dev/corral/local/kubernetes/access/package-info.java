/// Who may talk to the server: its certificates, the admin's kubeconfig and service-account tokens.
@NullMarked
package dev.corral.local.kubernetes.access;

import org.jspecify.annotations.NullMarked;
