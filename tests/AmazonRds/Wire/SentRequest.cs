namespace SnapshotShare.AmazonRds.Tests.Wire;

/// <summary>A request as it came over the wire.</summary>
public sealed record SentRequest(string Method, string Path, string Body, IReadOnlyDictionary<string, string> Headers)
{
    /// <summary>The form's fields, decoded, one a line in the order they were sent.</summary>
    public string Form => string.Join('\n', Body.Split('&').Select(part => Uri.UnescapeDataString(part.Replace('+', ' '))));

    public string Field(string name) =>
        Assert.Single(Form.Split('\n'), line => line.StartsWith(name + "=", StringComparison.Ordinal))[(name.Length + 1)..];
}
