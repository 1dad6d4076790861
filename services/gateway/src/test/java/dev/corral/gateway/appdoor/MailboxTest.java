package dev.corral.gateway.appdoor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.NotBlank;
import org.junit.jupiter.api.Test;

class MailboxTest {
  @Test
  void whoHasAnAddressKeepsIt() {
    assertThat(Mailbox.of("alice@example.com")).isEqualTo("alice@example.com");
    assertThat(Mailbox.of("alice")).isEqualTo("alice@corral.invalid");
  }

  @Test
  void nobodyCanBeSomebodyElse() {
    assertThat(Mailbox.of("alice@corral.invalid")).isNotEqualTo(Mailbox.of("alice"));
    assertThat(Mailbox.of("admin")).isNotEqualTo("admin@corral.invalid");
    String hashed = Mailbox.of("Alice");
    assertThat(Mailbox.of(hashed.substring(0, hashed.indexOf('@')))).isNotEqualTo(hashed);
    assertThat(Mailbox.of("Alice")).isNotEqualToIgnoringCase(Mailbox.of("alice"));
    assertThat(Mailbox.of("Alice@example.com")).isNotEqualToIgnoringCase("alice@example.com");
  }

  @Property
  void everyoneHasOneAddressThatAHeaderCanCarry(@ForAll @NotBlank String principal) {
    String address = Mailbox.of(principal);
    assertThat(address).matches("[a-z0-9._%+-]{1,64}@[a-z0-9.-]+");
    assertThat(address).isEqualTo(address.toLowerCase(Locale.ROOT));
    assertThat(Mailbox.plain(principal)).matches("[\\x20-\\x7e]{0,64}");
  }
}
