package dev.corral.gateway.appdoor;

import dev.corral.gateway.key.TableConfig;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/// Puts the door's table together.
@ApplicationScoped
class AppDoorBeans {
  @Produces
  @Singleton
  GuestBook guestBook(DynamoDbClient dynamo, TableConfig tables, Clock clock) {
    return new GuestBook(dynamo, tables.prefix() + "app-sessions", clock);
  }
}
