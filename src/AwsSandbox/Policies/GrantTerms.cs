namespace SnapshotShare.AwsSandbox.Policies;

/// <summary>A grant on a key ("Grants in AWS KMS"): what it gives, to whom, and under which encryption context.</summary>
public sealed record GrantTerms(string Grantee, IReadOnlyList<string> Operations)
{
    private static readonly string[] WithoutContext = ["DescribeKey", "RetireGrant"];

    public string? Retiring { get; init; }
    public IReadOnlyDictionary<string, string>? ContextSubset { get; init; }
    public IReadOnlyDictionary<string, string>? ContextEquals { get; init; }

    /// <summary>The encryption context that the constraints name.</summary>
    public IReadOnlyDictionary<string, string>? Context => ContextEquals ?? ContextSubset;

    /// <summary>The grant allows a call, for whoever is its grantee.</summary>
    public bool Allows(string operation, IReadOnlyDictionary<string, string>? context, GrantTerms? child)
    {
        if (!Operations.Contains(operation))
            return false;
        if (WithoutContext.Contains(operation))
            return true;
        // Who may make grants by a grant alone hands on no more than it gives.
        if (operation == "CreateGrant")
            return child is null || (child.Operations.All(o => Operations.Contains(o)) && child.IsAsStrictAs(this));
        return (ContextEquals is null || (Has(context, ContextEquals) && context!.Count == ContextEquals.Count))
            && (ContextSubset is null || Has(context, ContextSubset));
    }

    private bool IsAsStrictAs(GrantTerms parent) =>
        (parent.ContextEquals is null || (Has(ContextEquals, parent.ContextEquals) && ContextEquals!.Count == parent.ContextEquals.Count))
        && (parent.ContextSubset is null || Has(Context, parent.ContextSubset));

    private static bool Has(IReadOnlyDictionary<string, string>? context, IReadOnlyDictionary<string, string> wanted) =>
        context is not null && wanted.All(pair => context.TryGetValue(pair.Key, out var value) && value == pair.Value);
}
