package dev.corral.dispatcher.litellm;

import java.math.BigDecimal;
import java.util.Optional;

/// What a model costs, where that is known.
@FunctionalInterface
public interface Prices {
  /// Knows no price.
  Prices UNKNOWN = route -> Price.NONE;

  /// The price of a route, part by part.
  Price of(Route route);

  /// US dollars per token, as LiteLLM counts.
  record Price(Optional<BigDecimal> input, Optional<BigDecimal> output) {
    /// Nothing is known.
    public static final Price NONE = new Price(Optional.empty(), Optional.empty());

    /// What is not above zero is not a price: it would be counted as free.
    public Price {
      input = input.filter(amount -> amount.signum() > 0);
      output = output.filter(amount -> amount.signum() > 0);
    }
  }
}
