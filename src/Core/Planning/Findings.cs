namespace SnapshotShare.Core.Planning;

/// <summary>Makes findings whose sentence is <c>finding.{code}</c> and whose cure is <c>remedy.{code}</c>.</summary>
internal static class Findings
{
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
    ) => new(code, severity, account, resource, Phrase.Of($"finding.{code}", values), Phrase.Of($"remedy.{code}", values));
}
