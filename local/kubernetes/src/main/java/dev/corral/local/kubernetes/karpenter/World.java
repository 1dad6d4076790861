package dev.corral.local.kubernetes.karpenter;

import java.util.List;
import java.util.Map;

/// All that decides where pods go.
///
/// @param pending pods without a node, the oldest first
/// @param pools in the order in which they are tried
/// @param used by pool, `nodes` included
record World(
    List<Demand> pending,
    List<Pool> pools,
    List<Space> spaces,
    Map<String, Amounts> used,
    Offerings offerings) {}
