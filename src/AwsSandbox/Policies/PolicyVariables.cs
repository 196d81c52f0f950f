using System.Text;

namespace SnapshotShare.AwsSandbox.Policies;

/// <summary>Variables such as ${aws:PrincipalAccount} ("IAM policy elements: Variables and tags").</summary>
internal static class PolicyVariables
{
    /// <summary>A text with its variables replaced; null where one has no value, which is equal to nothing and like nothing.</summary>
    public static string? Expand(string text, PolicyContext context)
    {
        var result = new StringBuilder();
        var from = 0;
        for (
            var start = text.IndexOf("${", StringComparison.Ordinal);
            start >= 0;
            start = text.IndexOf("${", from, StringComparison.Ordinal)
        )
        {
            var end = text.IndexOf('}', start + 2);
            if (end < 0)
                break;
            if (Value(text[(start + 2)..end], context) is not { } value)
                return null;
            result.Append(text, from, start - from).Append(Wildcard.Literal(value));
            from = end + 1;
        }
        return result.Append(text, from, text.Length - from).ToString();
    }

    private static string? Value(string variable, PolicyContext context)
    {
        if (variable is "*" or "?" or "$")
            return variable;
        var parts = variable.Split(", '", 2);
        // A key of several values cannot stand in a text.
        return context[parts[0].Trim()] is [var value] ? value
            : parts.Length == 2 ? parts[1].TrimEnd('\'')
            : null;
    }
}
