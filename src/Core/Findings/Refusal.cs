using SnapshotShare.Core.Text;

namespace SnapshotShare.Core.Findings;

public enum RefusalKind
{
    /// <summary>No such request, route or snapshot.</summary>
    NotFound,

    /// <summary>This person may not do this.</summary>
    Forbidden,

    /// <summary>The session was ended.</summary>
    SignedOut,

    /// <summary>The wish does not make sense; <see cref="Refusal.Field"/> may say where.</summary>
    Invalid,

    /// <summary>It made sense once; the world has moved on.</summary>
    Conflict,

    /// <summary>AWS could not be asked.</summary>
    Unavailable,

    /// <summary>Too often, or too much at once; <see cref="Refusal.RetryAfter"/> says when it works again.</summary>
    TooMany,
}

/// <summary>Why a command did nothing. The same sentence in page and API.</summary>
/// <param name="Finding">The obstacle at which a preflight could go no further, with its cure.</param>
public sealed record Refusal(RefusalKind Kind, Message Message, string? Field = null, AwsError? Fault = null, Finding? Finding = null)
{
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>The request that does already what was asked for.</summary>
    public string? RequestId { get; init; }
}
