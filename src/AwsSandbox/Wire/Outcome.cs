using System.Text.Json.Nodes;

namespace SnapshotShare.AwsSandbox.Wire;

/// <summary>An operation's outcome: an answer in the service's own dialect, or a refusal.</summary>
internal abstract record Outcome;

/// <summary>AWS says no: its code, its HTTP status, its words.</summary>
internal sealed record Refusal(int Status, string Code, string Message) : Outcome;

/// <summary>The members of a query answer, already written as XML.</summary>
internal sealed record XmlResult(string Members) : Outcome;

/// <summary>A query answer without a result element.</summary>
internal sealed record NoResult : Outcome
{
    public static readonly NoResult Instance = new();
}

/// <summary>A JSON answer; null is an empty body.</summary>
internal sealed record JsonResult(JsonObject? Body) : Outcome;
