package dev.corral.dispatcher.pool;

import dev.corral.dispatcher.resource.GpuPoolStatus.RungState;
import dev.corral.dispatcher.resource.GpuPoolStatus.RungStatus;
import dev.corral.dispatcher.resource.GpuPoolStatus.Try;
import dev.corral.dispatcher.resource.Rung;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// How far a pool's ladder has been climbed, from what is remembered and what is seen.
///
/// @param rungs each rung with its last failed tries
/// @param news the tries that were not known before
/// @param lost claims whose node will not come any more
/// @param open the rung that may start nodes now
record LadderReading(List<RungStatus> rungs, List<News> news, List<String> lost, int open) {
  private static final int REMEMBERED = 4;

  LadderReading {
    rungs = List.copyOf(rungs);
    news = List.copyOf(news);
    lost = List.copyOf(lost);
  }

  /// A try that failed just now.
  record News(Rung rung, Try attempt, String message) {}

  static LadderReading of(PoolWanted wanted, PoolSight sight, KarpenterConfig config, Instant now) {
    var rungs = new ArrayList<RungStatus>();
    var news = new ArrayList<News>();
    var lost = new ArrayList<String>();
    for (int i = 0; i < wanted.spec().ladder().size(); i++) {
      var reading = new RungReading(wanted, sight, config, now, i);
      rungs.add(reading.status(REMEMBERED));
      news.addAll(reading.news());
      lost.addAll(reading.lost());
    }
    return new LadderReading(rungs, news, lost, open(rungs));
  }

  /// The first rung that is not resting; when all are, the one that has rested longest.
  private static int open(List<RungStatus> rungs) {
    int best = 0;
    for (int i = 0; i < rungs.size(); i++) {
      if (rungs.get(i).state() == RungState.ok) {
        return i;
      }
      if (lastTry(rungs.get(i)).isBefore(lastTry(rungs.get(best)))) {
        best = i;
      }
    }
    return best;
  }

  private static Instant lastTry(RungStatus rung) {
    return rung.tries() == null || rung.tries().isEmpty()
        ? Instant.EPOCH
        : Instant.parse(rung.tries().getLast().at());
  }
}
