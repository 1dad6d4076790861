package dev.corral.local.kubernetes.karpenter;

import java.util.Map;

/// A kind of instance.
///
/// @param labels what Karpenter knows of it
/// @param allocatable what is left of its capacity for pods
record InstanceType(
    String name, Map<String, String> labels, Amounts capacity, Amounts allocatable) {}
