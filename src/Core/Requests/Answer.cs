namespace SnapshotShare.Core.Requests;

public enum RefusalKind
{
    /// <summary>No such request, route or snapshot.</summary>
    NotFound,

    /// <summary>This person may not do this.</summary>
    Forbidden,

    /// <summary>The session was ended.</summary>
    SignedOut,

    /// <summary>What was asked does not make sense; <see cref="Refusal.Field"/> may say where.</summary>
    Invalid,

    /// <summary>It made sense once; the world has moved on.</summary>
    Conflict,

    /// <summary>AWS could not be asked.</summary>
    Unavailable,
}

/// <summary>Why a verb did nothing. The same sentence in page and API.</summary>
/// <param name="Finding">What a preflight had found when it could go no further, with its cure.</param>
public sealed record Refusal(
    RefusalKind Kind,
    Phrase Message,
    string? Field = null,
    Planning.AwsRefusal? Fault = null,
    Planning.Finding? Finding = null
);

/// <summary>What a verb answers: the request as it is now, or why nothing was changed.</summary>
public sealed record Answer(Request? Request, Refusal? Refusal)
{
    public static implicit operator Answer(Request request) => new(request, Refusal: null);

    public static implicit operator Answer(Refusal refusal) => new(Request: null, refusal);
}

/// <summary>What a preview answers: the plan as it would be approved, or why there is none.</summary>
public sealed record PlanAnswer(Planning.Plan? Plan, Refusal? Refusal)
{
    public static implicit operator PlanAnswer(Planning.Plan plan) => new(plan, Refusal: null);

    public static implicit operator PlanAnswer(Refusal refusal) => new(Plan: null, refusal);
}

/// <summary>What reading the connection data answers.</summary>
public sealed record ConnectionAnswer(ConnectionData? Connection, Refusal? Refusal);
