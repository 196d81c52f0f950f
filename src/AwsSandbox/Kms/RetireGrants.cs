using SnapshotShare.AwsSandbox.Policies;
using SnapshotShare.AwsSandbox.Wire;

namespace SnapshotShare.AwsSandbox.Kms;

/// <summary>RetireGrant, where the grant itself says who may; a key's policy does not count ("Retiring and revoking grants").</summary>
internal static class RetireGrants
{
    private const string Action = "kms:RetireGrant";

    public static Outcome Retire(KmsCall request)
    {
        var call = request.Call;
        var (grant, refusal) = Find(request);
        if (refusal is not null)
            return refusal;
        // Without a key's policy, what its caller's own policies say is all that could deny it.
        var own = call.Caller.WhyNot(Action, grant!.KeyArn, call.Region, call.Now);
        if (own?.StartsWith("with ", StringComparison.Ordinal) == true)
            return call.Errors.Denied(call.Caller.Arn, Action, grant.KeyArn, own);
        if (!IsNamed(call.Caller.Principal, grant) && (own is not null || !IsOfItsAccounts(call.Caller.Principal, grant)))
            return call.Errors.Denied(call.Caller.Arn, Action, grant.KeyArn, $"no resource-based policy allows the {Action} action");
        return request.Bool("DryRun") ? KmsFaults.DryRun() : Grants.Delete(call, grant);
    }

    private static (Grant? Grant, Refusal? Refusal) Find(KmsCall request)
    {
        var grants = request.Call.World.Grants;
        if (request.Text("GrantToken") is { Length: > 0 } token)
        {
            return grants.All.FirstOrDefault(g => g.Token == token) is { } found
                ? (found, null)
                : (null, new(400, "InvalidGrantTokenException", "The grant token is not valid."));
        }
        if (request.Text("KeyId") is not { Length: > 0 } key || request.Text("GrantId") is not { Length: > 0 } id)
            return (null, KmsFaults.Validation("Either the grant token or both the key and the grant ID must be given."));
        if (!key.StartsWith("arn:aws:kms:", StringComparison.Ordinal))
            return (null, KmsFaults.InvalidArn(key));
        return grants.Find($"{key}/{id}") is { } named ? (named, null) : (null, KmsFaults.NotFound($"Grant ID {id} not found"));
    }

    private static bool IsNamed(PolicyPrincipal caller, Grant grant)
    {
        bool Is(string? principal) => principal == caller.Arn || principal == caller.IdentityArn;
        return Is(grant.Retiring) || (Is(grant.Grantee) && grant.Operations.Contains("RetireGrant"));
    }

    // The account that made the grant, the one that owns the key, and an account that is the retiring principal may hand the right on.
    private static bool IsOfItsAccounts(PolicyPrincipal caller, Grant grant) =>
        grant.IssuingAccount == caller.Account || grant.KeyArn.Split(':')[4] == caller.Account || grant.Retiring == caller.Root;
}
