/// The loops that make the cluster what its objects ask for, all but the kubelet.
@NullMarked
package dev.corral.local.kubernetes.controller;

import org.jspecify.annotations.NullMarked;
