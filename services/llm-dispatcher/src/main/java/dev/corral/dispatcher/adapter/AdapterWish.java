package dev.corral.dispatcher.adapter;

import java.util.List;
import java.util.Optional;

/// The adapters that a model shall have, in the order in which they were asked for.
public record AdapterWish(List<One> all) {
  public AdapterWish {
    all = List.copyOf(all);
  }

  /// One adapter.
  ///
  /// @param refusal why it may not be loaded, for a person
  public record One(String name, Optional<String> refusal) {}

  /// No adapters.
  public static AdapterWish none() {
    return new AdapterWish(List.of());
  }

  /// True when nothing is to be loaded.
  public boolean nothing() {
    return allowed().isEmpty();
  }

  /// The names of those that may be loaded.
  public List<String> allowed() {
    return all.stream().filter(one -> one.refusal().isEmpty()).map(One::name).toList();
  }
}
