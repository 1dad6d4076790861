/// LoRA adapters on the replicas of vLLM: what every replica shall have, what it has, and the one
/// place that speaks to engines.
@NullMarked
package dev.corral.dispatcher.adapter;

import org.jspecify.annotations.NullMarked;
