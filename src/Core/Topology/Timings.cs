namespace SnapshotShare.Core.Topology;

/// <summary>The times the engine waits. In the sandbox everything but <see cref="ChangeTimeout"/> is divided by its speed.</summary>
public sealed record Timings
{
    /// <summary>Between two looks at something of which nobody knows how long it takes.</summary>
    public required TimeSpan Look { get; init; }

    /// <summary>The first look after an act, and the second at something that has just become available.</summary>
    public required TimeSpan Quick { get; init; }

    /// <summary>Near the expected end of what AWS is busy with.</summary>
    public required TimeSpan Near { get; init; }

    /// <summary>In the long middle of it.</summary>
    public required TimeSpan Far { get; init; }

    /// <summary>Between two tries of something that a person must cure.</summary>
    public required TimeSpan Blocked { get; init; }

    /// <summary>Between two looks at what stands ready, which somebody may rename, open or delete.</summary>
    public TimeSpan Standing => Blocked * 5;

    /// <summary>The longest a changing call may take.</summary>
    public required TimeSpan ChangeTimeout { get; init; }

    /// <summary>After a call's timeout, how long until its effect must be visible; only then does "not there" count.</summary>
    public required TimeSpan Settle { get; init; }

    /// <summary>The time in which a signed call can still arrive: AWS refuses signatures older than fifteen minutes.</summary>
    public required TimeSpan LateArrival { get; init; }

    /// <summary>The time for which a refused key or a share not visible yet is put down to propagation (KMS Developer Guide: up to five minutes).</summary>
    public required TimeSpan Propagation { get; init; }

    /// <summary>The time a request waits for an answer before it lapses; people's time, so no sandbox hurries it.</summary>
    public required TimeSpan AnswerWithin { get; init; }

    /// <summary>Multiplies every step's own deadline.</summary>
    public required double Scale { get; init; }

    /// <summary>A lease outlasts every call made under it.</summary>
    public TimeSpan Lease => (ChangeTimeout * 3) + TimeSpan.FromSeconds(30);

    public static Timings From(TimingOptions options, double speed)
    {
        return new Timings
        {
            Look = Scaled(options.Look, TimeSpan.FromMilliseconds(250)),
            Quick = Scaled(options.Look / 15, TimeSpan.FromMilliseconds(100)),
            Near = Scaled(options.Look / 10, TimeSpan.FromMilliseconds(200)),
            Far = Scaled(options.Look * 4, TimeSpan.FromSeconds(1)),
            Blocked = Scaled(options.Blocked, TimeSpan.FromSeconds(1)),
            ChangeTimeout = options.ChangeTimeout,
            Settle = Scaled(options.Settle, TimeSpan.FromMilliseconds(500)),
            LateArrival = Scaled(options.LateArrival, TimeSpan.FromSeconds(2)),
            Propagation = Scaled(TimeSpan.FromMinutes(5), TimeSpan.FromSeconds(2)),
            AnswerWithin = options.AnswerWithin,
            Scale = 1 / speed,
        };

        TimeSpan Scaled(TimeSpan real, TimeSpan least) => real / speed > least ? real / speed : least;
    }
}
