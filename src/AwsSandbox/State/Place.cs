namespace SnapshotShare.AwsSandbox.State;

/// <summary>An account in a Region: where names are unique and quotas count.</summary>
internal readonly record struct Place(string Account, string Region)
{
    public string Prefix => $"{Account}/{Region}/";

    /// <summary>Identifiers are compared in lower case, as AWS stores them.</summary>
    public string Key(string identifier) => Prefix + identifier.ToLowerInvariant();

    public string RdsArn(string kind, string name) => $"arn:aws:rds:{Region}:{Account}:{kind}:{name}";

    public string KmsArn(string resource) => $"arn:aws:kms:{Region}:{Account}:{resource}";
}
