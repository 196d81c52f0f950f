namespace SnapshotShare.AwsSandbox.Faults;

internal enum FaultKind
{
    /// <summary>The rate is exceeded.</summary>
    Throttling,

    /// <summary>500: something broke inside AWS.</summary>
    InternalFailure,

    /// <summary>503: try later.</summary>
    ServiceUnavailable,

    /// <summary>The session of the role is over.</summary>
    ExpiredToken,

    /// <summary>The connection breaks before anything was done.</summary>
    RequestLost,

    /// <summary>The work is done, and the connection breaks before the answer is out.</summary>
    AnswerLost,

    /// <summary>A share (or its end) takes <see cref="Fault.Seconds"/> to be seen.</summary>
    SlowShare,

    /// <summary>A copy fails at <see cref="Fault.Percent"/>.</summary>
    CopyFails,

    /// <summary>At <see cref="Fault.Percent"/> of a copy a key of it is disabled, and it fails.</summary>
    KeyDisabledMidCopy,

    /// <summary>A restore ends in <see cref="Fault.Status"/>.</summary>
    RestoreFails,

    /// <summary>An instance ends in <see cref="Fault.Status"/>.</summary>
    InstanceFails,

    /// <summary>An export fails at <see cref="Fault.Percent"/>.</summary>
    ExportFails,
}

/// <summary>Trouble on demand: what, for whom, and how often.</summary>
internal sealed record Fault(FaultKind Kind)
{
    /// <summary>The account it is for; null for every account.</summary>
    public string? Account { get; init; }

    /// <summary>The operation it is for, "*" and "?" allowed; null for every operation.</summary>
    public string? Operation { get; init; }

    /// <summary>The number of calls pass before it begins.</summary>
    public int Skip { get; init; }

    /// <summary>The number of calls it hits.</summary>
    public int Count { get; init; } = 1;
    public int Percent { get; init; } = 50;
    public double Seconds { get; init; } = 300;
    public string? Status { get; init; }
    public string? KeyArn { get; init; }
}
