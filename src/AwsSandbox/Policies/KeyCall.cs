namespace SnapshotShare.AwsSandbox.Policies;

/// <summary>One call of KMS on one key, with everything that its policies may ask about.</summary>
public sealed record KeyCall(PolicyPrincipal Principal, string KeyArn, string Action, DateTimeOffset Now)
{
    private static readonly string[] AboutGrants = ["kms:CreateGrant", "kms:ListGrants", "kms:RevokeGrant"];

    /// <summary>The service that calls in the principal's name, such as rds.eu-west-1.amazonaws.com; null where nobody does.</summary>
    public string? ViaService { get; init; }

    /// <summary>The grant that CreateGrant asks for.</summary>
    public GrantTerms? Grant { get; init; }

    /// <summary>The encryption context of a cryptographic operation.</summary>
    public IReadOnlyDictionary<string, string>? EncryptionContext { get; init; }

    public string KeySpec { get; init; } = "SYMMETRIC_DEFAULT";
    public string KeyUsage { get; init; } = "ENCRYPT_DECRYPT";
    public bool MultiRegion { get; init; }
    public IReadOnlyDictionary<string, string> KeyTags { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>The alias that the request names the key by, if it does.</summary>
    public string? RequestAlias { get; init; }

    /// <summary>BypassPolicyLockoutSafetyCheck, where the request has it.</summary>
    public bool? BypassesLockoutCheck { get; init; }

    public string Operation => Action[(Action.IndexOf(':', StringComparison.Ordinal) + 1)..];

    public string KeyAccount => KeyArn.Split(':')[4];

    public PolicyRequest Request() => new(Principal, Action, KeyArn, Context());

    /// <summary>The global keys and KMS's own ("AWS KMS condition keys"). Only requests about grants carry those of grants.</summary>
    public PolicyContext Context()
    {
        var context = PolicyContext.Of(Principal, KeyArn.Split(':')[3], Now, ViaService);
        context["aws:ResourceAccount"] = [KeyAccount];
        context["kms:CallerAccount"] = [Principal.Account];
        context["kms:KeyOrigin"] = ["AWS_KMS"];
        context["kms:KeySpec"] = [KeySpec];
        context["kms:KeyUsage"] = [KeyUsage];
        context["kms:MultiRegion"] = [MultiRegion ? "true" : "false"];
        context.Put("kms:MultiRegionKeyType", MultiRegion ? "PRIMARY" : null);
        context.Put("kms:ViaService", ViaService);
        context.Put("kms:RequestAlias", RequestAlias);
        context.Put("kms:BypassPolicyLockoutSafetyCheck", BypassesLockoutCheck?.ToString().ToLowerInvariant());
        foreach (var (tag, value) in KeyTags)
            context.Put("aws:ResourceTag/" + tag, value);
        if (AboutGrants.Contains(Action))
            context["kms:GrantIsForAWSResource"] = [ViaService is null ? "false" : "true"];
        if (Grant is not null)
        {
            context["kms:GrantOperations"] = Grant.Operations;
            context["kms:GranteePrincipal"] = [Grant.Grantee];
            context.Put("kms:RetiringPrincipal", Grant.Retiring);
            context.Put(
                "kms:GrantConstraintType",
                Grant.ContextEquals is not null ? "EncryptionContextEquals"
                    : Grant.ContextSubset is not null ? "EncryptionContextSubset"
                    : null
            );
        }
        if ((Grant is null ? EncryptionContext : Grant.Context) is { Count: > 0 } pairs)
        {
            context["kms:EncryptionContextKeys"] = [.. pairs.Keys];
            foreach (var (name, value) in pairs)
                context.Put("kms:EncryptionContext:" + name, value);
        }
        return context;
    }
}
