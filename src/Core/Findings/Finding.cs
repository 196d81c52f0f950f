using SnapshotShare.Core.Text;

namespace SnapshotShare.Core.Findings;

/// <summary>Something about the trip that a person should know or cure.</summary>
/// <param name="Code">Stable and machine-readable, e.g. <c>target-cluster-taken</c>.</param>
/// <param name="Account">Name of the account it is about.</param>
/// <param name="Resource">ARN or identifier it is about.</param>
/// <param name="Remedy">The cure, in a sentence.</param>
/// <param name="Paste">A command or policy statement that does it.</param>
/// <param name="Fault">AWS's own words when a call was refused.</param>
public sealed record Finding(
    string Code,
    Severity Severity,
    string Account,
    string Resource,
    Message Message,
    Message? Remedy = null,
    string? Paste = null,
    AwsError? Fault = null
)
{
    /// <summary>The trip cannot succeed until it is cured. Its sentence is <c>finding.{code}</c>, its cure <c>remedy.{code}</c>.</summary>
    public static Finding Blocking(string code, string account, string resource, params ReadOnlySpan<(string, string?)> values) =>
        Of(code, Severity.Blocking, account, resource, values);

    public static Finding Warning(string code, string account, string resource, params ReadOnlySpan<(string, string?)> values) =>
        Of(code, Severity.Warning, account, resource, values);

    public static Finding Note(string code, string account, string resource, params ReadOnlySpan<(string, string?)> values) =>
        Of(code, Severity.Note, account, resource, values);

    public static Finding Of(
        string code,
        Severity severity,
        string account,
        string resource,
        params ReadOnlySpan<(string, string?)> values
    ) => new(code, severity, account, resource, Message.Of($"finding.{code}", values), Message.Of($"remedy.{code}", values));
}
