package dev.corral.proxy.relay;

import dev.corral.proxy.admission.Gate;
import dev.corral.proxy.admission.Principal;
import dev.corral.proxy.dialect.ImageOperation;
import dev.corral.proxy.endpoint.ModelEntry;
import dev.corral.proxy.image.ImageTask;
import dev.corral.proxy.image.ImageWish;
import dev.corral.proxy.image.TaskChoice;
import dev.corral.proxy.image.WishReader;
import dev.corral.proxy.tally.Clocks;
import dev.corral.proxy.tally.Meter;
import dev.corral.proxy.tally.RequestFacts;
import dev.corral.proxy.tally.Tally;
import dev.corral.proxy.trace.RequestSpan;
import dev.corral.proxy.trace.Traces;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;
import java.util.UUID;

/// Image requests of callers who are known: what they want, of which model, and the exchange.
final class ImageIngress {
  private final ImageWorks works;
  private final Hall hall;
  private final Tally tally;
  private final PromptJudge judge;
  private final BodyReader bodies;
  private final WishReader reader;
  private final FormReader forms;
  private final ImageHire hire;

  /// What every request of the data path shares.
  record Hall(
      Relay relay,
      Gate gate,
      Catalogue catalogue,
      BodyBudget budget,
      Clocks clocks,
      Traces traces) {}

  ImageIngress(ImageWorks works, Hall hall, Tally tally, PromptJudge judge) {
    this.works = works;
    this.hall = hall;
    this.tally = tally;
    this.judge = judge;
    this.bodies =
        new BodyReader(
            hall.relay().vertx(),
            works.config().maxBodyBytes(),
            hall.relay().pace().relay().slowBody(),
            true);
    this.reader = works.painters().reader();
    this.forms = new FormReader(reader);
    this.hire = new ImageHire(works.painters());
  }

  Future<Void> handle(
      HttpServerRequest request, Principal who, ImageOperation operation, String requestId) {
    Meter meter = new Meter(hall.clocks());
    works.gallery().store(); // nothing is painted that could not be kept
    BodyBudget.Share memory =
        hall.budget().take(request.getHeader("content-length"), works.config().maxBodyBytes());
    return bodies
        .read(request)
        .compose(body -> {
          memory.settle(body.length());
          return read(request, body, operation)
              .compose(wish ->
                  admit(
                      request,
                      order(requestId, who, operation, wish),
                      new Room(memory, body.length()),
                      meter));
        })
        .onFailure(refused -> memory.release());
  }

  private record Room(BodyBudget.Share memory, long bytesIn) {}

  /// On a worker: pictures are long, and their headers are looked into.
  private Future<ImageWish> read(HttpServerRequest request, Buffer body, ImageOperation operation) {
    byte[] bytes = body.getBytes();
    String type = String.valueOf(request.getHeader("content-type"));
    boolean form = BodyReader.isForm(request);
    return hall.relay()
        .vertx()
        .executeBlocking(
            () -> form ? forms.read(bytes, type, operation) : reader.json(bytes, operation), false);
  }

  private ImageOrder order(
      String requestId, Principal who, ImageOperation operation, ImageWish wish) {
    ModelEntry model = hall.catalogue().visible(who, wish.model());
    ImageTask task = TaskChoice.of(operation, wish, hire.abilities(model));
    return new ImageOrder(requestId, who, model, operation, wish, task);
  }

  private Future<Void> admit(HttpServerRequest request, ImageOrder order, Room room, Meter meter) {
    IdleWish idle = IdleWish.of(request, order.principal(), order.model());
    room.memory().more(order.wish().count() * works.config().maxAnswerBytes());
    Gate.Demand demand = new Gate.Demand(order.model().name(), 0);
    return Future.fromCompletionStage(
            hall.gate().enter(order.principal(), demand), hall.relay().vertx().getOrCreateContext())
        .map(pass -> {
          try {
            pass.headers().forEach(request.response()::putHeader);
            idle.grant(request, hall.relay().lanes().idle());
            begin(
                request, order, new ImageExchange.Held(pass, room.memory(), room.bytesIn()), meter);
          } catch (RuntimeException notBegun) {
            pass.leave(0);
            throw notBegun;
          }
          return null;
        });
  }

  private RequestSpan span(HttpServerRequest request, ImageOrder order, Meter meter) {
    if (!hall.traces().on()) {
      return RequestSpan.NONE;
    }
    return hall.traces()
        .request(
            new Traces.Begun(
                order.requestId(),
                order.model().traits().engine(),
                order.model().name(),
                order.operation().id(),
                Optional.ofNullable(request.getHeader("traceparent")),
                meter.arrivedAt()));
  }

  private void begin(
      HttpServerRequest request, ImageOrder order, ImageExchange.Held held, Meter meter) {
    hall.relay().refuseWhenStopping();
    RequestFacts facts =
        new RequestFacts(
            UUID.randomUUID(),
            order.principal().id(),
            order.principal().keyId(),
            order.model().name(),
            order.operation());
    ImageExchange exchange =
        new ImageExchange(
            new ImageExchange.Setting(hall.relay(), works, judge),
            request,
            order,
            held,
            new ImageExchange.Books(meter, tally.open(facts, meter, span(request, order, meter))));
    hall.relay().run(exchange, exchange::start);
  }
}
