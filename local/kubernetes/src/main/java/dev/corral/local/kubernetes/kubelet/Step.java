package dev.corral.local.kubernetes.kubelet;

import java.time.Duration;

/// The next thing to do for a pod.
sealed interface Step {
  /// Nothing, until then.
  record Wait(Duration delay) implements Step {}

  /// Nothing, until something changes.
  record Rest() implements Step {}

  /// @param why in the scheduler's words
  record MarkUnschedulable(String why) implements Step {}

  record LaunchNode() implements Step {}

  record Bind() implements Step {}

  /// Show all containers waiting and begin to pull.
  record Prepare() implements Step {}

  record FailPull(String reason) implements Step {}

  record RetryPull() implements Step {}

  record StartInit(int index) implements Step {}

  record EndInit(int index, int exitCode) implements Step {}

  record BackOffInit(int index) implements Step {}

  record StartContainers() implements Step {}

  record Crash(int exitCode, String reason) implements Step {}

  record BackOff() implements Step {}

  /// What answered for it is gone through no fault of its own.
  record Resume() implements Step {}

  record BecomeReady() implements Step {}

  record BecomeUnready() implements Step {}

  record Terminate() implements Step {}
}
