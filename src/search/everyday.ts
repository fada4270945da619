// Names of topics that are everyday words as well: they count only where the talk is of systems.

const lines = (text: string): ReadonlySet<string> =>
  new Set(
    text
      .trim()
      .split('\n')
      .map((line) => line.trim()),
  );
const wordsIn = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/));

/** Everyday in technical talk too ("the rest of the nodes"): a name only in capitals. Folded. */
export const capitalsOnly: ReadonlySet<string> = wordsIn(`
  acid ann cap cubic dash dora eda opt rag rest salt session sessions stride stun swim turn viper wal
`);

/** A name only where the words around it are technical. Folded. */
const everydayWords = wordsIn(`
  agent agents aggregate aggregates airflow alert alerts alerting audit authorization authorisation backfill backup backups barman beacon
  benchmark benchmarking bff bing bottleneck brownout bulkhead bulkheads c4 cache caches caching caddy cancellation canary captcha caravan
  cassandra celery cdc celebrity chaos checkpoint checkpoints choreography cluster compaction compensation confluent consul container
  containers cookie cookies corba crawler cube cursor cypher dapper database dataloader dead deadlock deadlocks deprecation discord
  dispute disputes docker dynamo elasticity embedding embeddings encapsulation equivocation eureka evals experimentation fallback
  fallbacks fanout feast fencing flagger flannel flink flux fuzzing gateway gpu grounding guardrails gun hallucination heartbeat
  heartbeats hexagonal hotspot hotspots hystrix indices indexing ingress interchange ivf jailbreak jailbreaking jitters journaling kafka
  kek king kong kraft lambda latency leaderboard leaderboards load locust log logging loki lora lyft manifest mermaid mesh mfa miro mirror
  monitoring monolith monoliths netflix nomad normalization normalisation notification notifications oracle orc outbox outage pact pack
  packer padlock pager paging pagination partitioning paxos payments pepper percentile personalisation personalization pilot pixel pod
  polling pool presence projection projections prometheus provenance proxy psp pulse quorum quorums raft rda reconciliation record records
  redundancy replica replication rto rtt s3 saga sagas sandbox saturation schema scoreboard secret secrets serialisation serialization
  serializable session sessions shard shards sidecar sidecars singleton snowflake span spanner spans spark spider spinnaker spire splunk
  squid stack stampede stemming stream stragglers swagger temporal tempo tenant testing thrift throttled throttling throughput timeout
  timeouts titus toil tracing transactions transaction traversal trie twitter uber underfetching unleash uptime vacuum vault visa vision
  voldemort waf watermark watermarks webhook whip windowing youtube zanzibar zoom zookeeper
`);

/** Words of every meeting: a name only beside a name of the same or a related topic. Folded. */
export const relativesOnly: ReadonlySet<string> = wordsIn(`
  availability consensus deadline deadlines gossip index indexes partition partitions perf pix token tokens
`);

/** Phrases of everyday speech that are names here. Folded. */
const everydayPhrases = lines(`
  a record
  at least once
  at most once
  exactly once
  blast radius
  cold start
  cold starts
  eager loading
  fail fast
  fail open
  fail over
  fast forward
  game day
  golden image
  half open
  hotel booking
  hot spot
  hot spots
  kill switch
  lazy loading
  long poll
  noisy neighbor
  noisy neighbour
  pilot light
  poison pill
  polling stations
  read through
  retry after
  round robin
  salt and pepper
  slow start
  soft delete
  staging area
  thundering herd
  waiting room
  write back
  write behind
  write through
`);

export const isEveryday = (name: string): boolean => everydayWords.has(name) || everydayPhrases.has(name);

/** Words that tell that the talk is of systems. Folded; compared by their stems. */
export const technicalWords: readonly string[] = [
  ...wordsIn(`
    api apis app async auth aws azure backend bandwidth binary broker browser bucket bug build bytes callback cli client cloud cluster code column commit
    config consumer container cpu crash cron dashboard data database dataset db debug deploy deployed deployment dev disk docs dockerfile domain downtime
    driver encrypt encrypted endpoint env error errors event events failover failure feature file flag frontend function gb gateway git gpu handler hash header
    host hostname http idle image incident inference infra infrastructure input instance integer ip java javascript job json kernel key keys lag latency leader lib
    library linux listener load lock locks log logs login machine master memory merge message messages metadata metric metrics migration mb microservice
    middleware mobile model module ms mutex network node nodes null offset ops os outage p50 p95 packet parser partition password patch payload pipeline
    plugin pod pods port postgres postmortem pr primary process prod producer production prompt proxy publish python qps query queries queue ram read
    reads redirect redis region release replica replicas repo request requests response retry retries rollback rollout root route router rows rps ruby
    runner runtime schema script sdk secret server servers serverless service services session shard snapshot socket software sql ssd stack staging
    state storage store stream subnet subscriber sync syntax table tables tail tcp tenant tests thread threads timeout timestamp tls token
    topic traffic transaction ttl udp ui update upload upstream url user_id users uuid ux version vm vpc web webhook worker workers workload write writes yaml zone
  `),
];
