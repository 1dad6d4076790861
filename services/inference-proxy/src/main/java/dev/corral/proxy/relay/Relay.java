package dev.corral.proxy.relay;

import dev.corral.proxy.bedrock.Bedrock;
import dev.corral.proxy.dialect.Prompt;
import dev.corral.proxy.dialect.Voice;
import dev.corral.proxy.endpoint.ModelEntry;
import dev.corral.proxy.endpoint.Replica;
import dev.corral.proxy.endpoint.Upstream;
import dev.corral.proxy.problem.Problem;
import dev.corral.proxy.problem.ProblemException;
import dev.corral.proxy.tally.Meter;
import dev.corral.proxy.tally.RequestFacts;
import dev.corral.proxy.tally.Tally;
import dev.corral.proxy.trace.RequestSpan;
import dev.corral.proxy.trace.Traces;
import dev.corral.proxy.translation.Passages;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.PoolOptions;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Starts exchanges and knows those that run.
public final class Relay {
  private static final int KEEP_ALIVE_SECONDS = 15;
  private static final int WAITING_FOR_CONNECTION = 4096;
  private static final long DRAIN_POLL_MILLIS = 50;
  private static final Duration LAST_WORDS = Duration.ofSeconds(2);

  private final Vertx vertx;
  private final ConcurrentHashMap<Thread, HttpClient> clients = new ConcurrentHashMap<>();
  private final Lanes lanes;
  private final Upstreams upstreams;
  private final ExternalClients outside;
  private final Pace pace;
  private final Tally tally;
  private final Traces traces;
  private final Roads roads;
  private final Set<Running> running = ConcurrentHashMap.newKeySet();
  private final Connections connections = new Connections();
  private volatile boolean draining;
  private volatile boolean stopping;

  /// Over these lanes at this pace.
  public Relay(
      Vertx vertx,
      Lanes lanes,
      Upstreams upstreams,
      Pace pace,
      Tally tally,
      Traces traces,
      Passages passages) {
    this.vertx = vertx;
    this.lanes = lanes;
    this.upstreams = upstreams;
    this.outside = new ExternalClients(vertx, pace.relay(), upstreams.external());
    this.pace = pace;
    this.tally = tally;
    this.traces = traces;
    this.roads = new Roads(vertx, passages, upstreams, pace);
    lanes.table().onChange(lanes::onChange);
    lanes.table().onChange(connections::onChange);
  }

  private static HttpClientOptions clientOptions(RelayConfig config) {
    return new HttpClientOptions()
        .setConnectTimeout(Math.toIntExact(config.connect().toMillis()))
        .setKeepAliveTimeout(KEEP_ALIVE_SECONDS)
        .setDecompressionSupported(false)
        .setTcpNoDelay(true);
  }

  private static PoolOptions poolOptions(RelayConfig config) {
    return new PoolOptions()
        .setHttp1MaxSize(config.connectionsPerReplica())
        .setMaxWaitQueueSize(WAITING_FOR_CONNECTION);
  }

  /// Begins an exchange, or throws the problem to answer with.
  void begin(HttpServerRequest request, Ticket ticket, Meter meter) {
    Prompt prompt = ticket.prompt();
    Voice voice = Voice.of(prompt.operation().dialect());
    begin(ticket, new HttpCaller(request, voice, prompt, pace.relay().buffer()), meter);
  }

  /// Begins an exchange on the event loop that it is called on.
  void begin(Ticket ticket, Caller caller, Meter meter) {
    refuseWhenStopping();
    Exchange exchange = exchange(ticket, caller, meter);
    run(exchange, exchange::start);
  }

  void refuseWhenStopping() {
    if (stopping) {
      throw new ProblemException(new Problem.Restarting());
    }
  }

  /// Counts `work` among what a stopping replica waits for, until [#left].
  void run(Running work, Runnable start) {
    running.add(work);
    start.run();
    if (stopping) { // it may have come just after the others were told
      work.stop();
    }
  }

  /// Whether this was still counted.
  boolean left(Running work) {
    return running.remove(work);
  }

  private Exchange exchange(Ticket ticket, Caller caller, Meter meter) {
    RequestFacts facts =
        new RequestFacts(
            ticket.terms().usageId(),
            ticket.terms().job(),
            ticket.principal().id(),
            ticket.principal().keyId(),
            ticket.model().name(),
            ticket.model().naming().adapter(),
            ticket.prompt().operation());
    RequestSpan span = span(ticket, meter);
    if (span.recording()) {
      meter.wantStop();
    }
    Recipient to = new Recipient(caller, ticket, meter, pace.relay(), span);
    return new Exchange(this, to, tally.open(facts, meter, span));
  }

  private RequestSpan span(Ticket ticket, Meter meter) {
    if (!traces.on()) {
      return RequestSpan.NONE;
    }
    return traces.request(
        new Traces.Begun(
            ticket.requestId(),
            ticket.model().traits().engine(),
            ticket.model().name(),
            ticket.prompt().operation().id(),
            ticket.terms().traceparent(),
            meter.arrivedAt()));
  }

  /// The way to the model, wherever it is served.
  Way way(Recipient to) {
    Way way = wayAsked(to);
    return to.span().recording() ? new TracedWay(way, to.span()) : way;
  }

  private Way wayAsked(Recipient to) {
    Way way = wayToModel(to);
    return to.ticket()
        .carried()
        .flatMap(passage -> passage.loaded(to.ticket().prompt(), to.meter().now()))
        .<Way>map(answer -> new LoadedWay(way, to, answer))
        .orElse(way);
  }

  private Way wayToModel(Recipient to) {
    Ticket ticket = to.ticket();
    String name = ticket.model().name();
    return switch (ticket.model().upstream()) {
      case Upstream.Pods pods -> new PodWay(this, to);
      case Upstream.External external ->
          new RouteWay(
              lanes, name, () -> new HttpAttempt(to, this, elsewhere(external, Wanted.of(to))));
      case Upstream.Bedrock model -> new RouteWay(lanes, name, () -> asking(to, model.id()));
    };
  }

  Traces traces() {
    return traces;
  }

  private Attempt asking(Recipient to, String bedrockId) {
    Bedrock bedrock = upstreams.bedrock().orElseThrow();
    return to.ticket().prompt().operation().embeds()
        ? new VectorsAttempt(this, to, bedrock, bedrockId)
        : new BedrockAttempt(this, to, bedrock, bedrockId);
  }

  /// A replica, counted as loaded from now on. Only on an event loop.
  Hop to(Replica replica, Wanted wanted) {
    Lane lane = lanes.take(wanted.model().name(), replica);
    return new Hop(new PodTarget(lane, wanted, upstreams.keys()), client());
  }

  /// A server elsewhere. Only on an event loop.
  Hop elsewhere(Upstream.External external, Wanted wanted) {
    return new Hop(
        new ExternalTarget(vertx, upstreams.external(), external, wanted), outside.client());
  }

  /// Most tokens that a request can use, as far as its bytes tell.
  long mostTokens(Prompt prompt, ModelEntry model) {
    return prompt.body().mostTokens(pace.prompt().maxTokens(), model.traits().contextLength());
  }

  byte[] engineBody(Ticket ticket) {
    return ticket.passage().request(ticket.prompt(), roads.bounds(ticket.model()));
  }

  Roads roads() {
    return roads;
  }

  void over(Exchange exchange, Ticket ticket, long tokens) {
    if (running.remove(exchange)) {
      ticket.pass().leave(tokens);
      ticket.memory().release();
    }
  }

  /// Not ready for more, lets what runs end by itself for a bounded time, then ends it with an
  /// error that says why. Waits, so never call it from an event loop.
  public void drain() throws InterruptedException {
    draining = true;
    boolean emptied = empty(pace.relay().drain());
    stopping = true;
    if (!emptied) {
      running.forEach(Running::stop);
      empty(LAST_WORDS);
    }
  }

  private boolean empty(Duration within) throws InterruptedException {
    CountDownLatch emptied = new CountDownLatch(1);
    long poll = vertx.setPeriodic(DRAIN_POLL_MILLIS, id -> countDownWhenEmpty(emptied));
    countDownWhenEmpty(emptied);
    try {
      return emptied.await(within.toMillis(), TimeUnit.MILLISECONDS);
    } finally {
      vertx.cancelTimer(poll);
    }
  }

  private void countDownWhenEmpty(CountDownLatch emptied) {
    if (running.isEmpty()) {
      emptied.countDown();
    }
  }

  /// Whether this replica is on its way out.
  public boolean draining() {
    return draining;
  }

  /// How many exchanges run.
  public int running() {
    return running.size();
  }

  Vertx vertx() {
    return vertx;
  }

  /// One client per event loop: a stream stays on one thread from engine to caller.
  HttpClient client() {
    return clients.computeIfAbsent(Thread.currentThread(), loop -> newClient());
  }

  private HttpClient newClient() {
    return vertx
        .httpClientBuilder()
        .with(clientOptions(pace.relay()))
        .with(poolOptions(pace.relay()))
        .withConnectHandler(this::connected)
        .build();
  }

  private void connected(HttpConnection connection) {
    connection.exceptionHandler(failure -> {}); // the exchange hears of it
    connections.opened(connection);
  }

  Lanes lanes() {
    return lanes;
  }

  Pace pace() {
    return pace;
  }
}
