using System.Text.Json.Serialization;
using SnapshotShare.Core.Findings;
using SnapshotShare.Core.Plans;
using SnapshotShare.Core.Text;

namespace SnapshotShare.Core.Requests;

public enum StepStatus
{
    /// <summary>Waits for other steps.</summary>
    NotYet,

    /// <summary>Under way: looked at, asked for, or in progress at AWS.</summary>
    Running,
    Done,

    /// <summary>A person must help; see the finding.</summary>
    Blocked,
    Failed,

    /// <summary>Not needed on the way this request took.</summary>
    Skipped,
}

/// <summary>The state of one step of one request. Immutable: each change makes a new one, stored with the request.</summary>
public sealed record StepState(StepName Name, StepStatus Status)
{
    public DateTime? StartedAt { get; init; }
    public DateTime? EndedAt { get; init; }

    /// <summary>AWS's own percentage, 0–100; coarse for Aurora.</summary>
    public int? Percent { get; init; }

    /// <summary>AWS's own status word of what the step makes, unchanged; rows stored before may still have a word of ours.</summary>
    public string? AwsStatus { get; init; }

    /// <summary>Why it waits, in our words, when AWS is not what it waits for or its status word does not say it.</summary>
    public Message? Note { get; init; }

    /// <summary>When AWS was last looked at for this step.</summary>
    public DateTime? LookedAt { get; init; }

    /// <summary>When this step is looked at next.</summary>
    public DateTime? NextLookAt { get; init; }

    /// <summary>Looks in a row that saw the result available; AWS has been seen to say so too early once.</summary>
    public int Sightings { get; init; }

    /// <summary>Failed or refused tries in a row, for back-off.</summary>
    public int Failures { get; init; }

    /// <summary>Since when calls have been failing; propagation is believed for some minutes only.</summary>
    public DateTime? TroubleSince { get; init; }

    /// <summary>Until when an earlier attempt that nobody answered could still arrive at AWS.</summary>
    public DateTime? LateUntil { get; init; }

    /// <summary>The last change this step asked AWS for.</summary>
    public Attempt? Attempt { get; init; }

    /// <summary>
    /// The thing that the step made, as no renaming and no tag changes it: a cluster's or an instance's resource ID, a snapshot's ARN with its time. Null before it
    /// was seen, and where it was seen by a version that did not keep it.
    /// </summary>
    public string? Identity { get; init; }

    public Finding? Finding { get; init; }

    /// <summary>The block that somebody was told of, until it goes on; null when nobody was told, or it is over.</summary>
    public ToldBlock? Told { get; init; }

    /// <summary>The facts seen at the end, e.g. <c>Arn</c>, <c>KmsKeyId</c>, <c>Endpoint</c>.</summary>
    public IReadOnlyDictionary<string, string> Evidence { get; init; } = new Dictionary<string, string>();

    public bool IsOver => Status is StepStatus.Done or StepStatus.Skipped;
}

/// <summary>A block that stands in the ledger. Tried again and found the same, it is counted and not told again.</summary>
/// <param name="Reason">Code, account and resource of the finding.</param>
/// <param name="Tries">Times it was found so, 1 for the first.</param>
public sealed record ToldBlock(string Reason, int Tries);

/// <summary>One change asked of AWS: the intent is committed before the call, the response after it.</summary>
/// <param name="Number">1 for the first.</param>
/// <param name="Response">Null while unknown: the process may have died in between.</param>
public sealed record Attempt(
    int Number,
    string Operation,
    DateTime IntendedAt,
    [property: JsonPropertyName("answer")] AttemptResponse? Response = null
);

/// <param name="Fault">AWS's refusal, or null when it was accepted.</param>
public sealed record AttemptResponse(DateTime At, string? AwsRequestId, AwsError? Fault)
{
    public bool Accepted => Fault is null;
}
