using SnapshotShare.AwsSandbox.State;

namespace SnapshotShare.AwsSandbox.Iam;

/// <summary>From an access key to who is calling. A role's actions are read at each call, so a change works at once.</summary>
internal sealed class Identities(World world)
{
    public Credential? Find(string accessKeyId)
    {
        if (world.Users.Find(accessKeyId) is { } user)
            return new(user.Secret, null, DateTimeOffset.MaxValue, new(user.Account, user.Arn, user.UserId, user.Arn, user.Actions));
        if (world.Sessions.Find(accessKeyId) is not { } session || world.Roles.Find(session.RoleArn) is not { } role)
            return null;
        var arn = $"arn:aws:sts::{role.Account}:assumed-role/{role.Name}/{session.Name}";
        var caller = new Caller(role.Account, arn, $"{role.RoleId}:{session.Name}", role.Arn, role.Actions)
        {
            SessionPolicy = session.Policy is { } policy ? PolicyDocument.Parse(policy) : null,
        };
        return new(session.Secret, session.Token, session.ExpiresAt, caller);
    }
}
