using SnapshotShare.AwsSandbox.State;

namespace SnapshotShare.AwsSandbox.Kms;

/// <summary>Finds keys by the names people use. A bare identifier or alias is looked up in the caller's own account.</summary>
internal static class KeyRing
{
    /// <summary>A key by key ID, key ARN, alias name or alias ARN; null where there is none.</summary>
    public static Key? Find(World world, Place place, string reference, bool aliases = true)
    {
        if (reference.StartsWith("arn:", StringComparison.Ordinal))
        {
            var parts = reference.Split(':', 6);
            if (parts.Length != 6 || parts[1] != "aws" || parts[2] != "kms")
                return null;
            place = new(parts[4], parts[3]);
            reference = parts[5];
            if (!reference.StartsWith("key/", StringComparison.Ordinal) && !reference.StartsWith("alias/", StringComparison.Ordinal))
                return null;
            if (reference.StartsWith("key/", StringComparison.Ordinal))
                return world.Keys.Find(place.Key(reference["key/".Length..]));
        }
        if (!reference.StartsWith("alias/", StringComparison.Ordinal))
            return world.Keys.Find(place.Key(reference));
        return aliases && world.Aliases.Find(place.Prefix + reference) is { KeyId: { } id } ? world.Keys.Find(place.Key(id)) : null;
    }

    /// <summary>AWS makes its managed key for a service at that service's first use in a Region.</summary>
    public static Key Managed(Accounts accounts, Place place, string service, DateTimeOffset now)
    {
        var alias = "alias/aws/" + service;
        if (Find(accounts.World, place, alias) is { } existing)
            return existing;
        var key = ManagedKey(place, accounts.Names.Uuid(), service, now);
        accounts.World.Keys.Put(key);
        accounts.World.Aliases.Put(new(place.Account, place.Region, alias, key.Id, now));
        return key;
    }

    public static Key ManagedKey(Place place, string id, string service, DateTimeOffset now) =>
        new(place.Account, place.Region, id)
        {
            Policy = KeyPolicies.OfService(place, service),
            CreatedAt = now,
            IsAwsManaged = true,
            Description =
                service == "rds"
                    ? "Default (master) key that protects my RDS database volumes when no other key is defined"
                    : $"Default key that protects my {service} data when no other key is defined",
        };
}
