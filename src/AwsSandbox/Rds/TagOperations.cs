using SnapshotShare.AwsSandbox.State;
using SnapshotShare.AwsSandbox.Wire;

namespace SnapshotShare.AwsSandbox.Rds;

/// <summary>AddTagsToResource, RemoveTagsFromResource, ListTagsForResource: by ARN, of the caller's own things.</summary>
internal static class TagOperations
{
    public static Outcome List(Call call)
    {
        var (tags, _, refusal) = Open(call, "rds:ListTagsForResource");
        return refusal is not null ? refusal : new XmlResult(Tags.Write(new(), tags!).ToString());
    }

    public static Outcome Add(Call call)
    {
        var added = Tags.Read(call.Form);
        if (Tags.Check(added, call.Quotas.TagsPerResource) is { } invalid)
            return invalid;
        if (added.Count == 0)
            return new Refusal(400, "MissingParameter", "The request must contain the parameter Tags");
        return Change(call, "rds:AddTagsToResource", old => Tags.Merge(old, added));
    }

    public static Outcome Remove(Call call)
    {
        var keys = call.Form.List("TagKeys", "member");
        return Change(call, "rds:RemoveTagsFromResource", old => [.. old.Where(t => !keys.Contains(t.Key))]);
    }

    private static Outcome Change(Call call, string action, Func<IReadOnlyList<Tag>, IReadOnlyList<Tag>> change)
    {
        var (old, put, refusal) = Open(call, action);
        if (refusal is not null)
            return refusal;
        var changed = change(old!);
        if (Tags.Check(changed, call.Quotas.TagsPerResource) is { } tooMany)
            return tooMany;
        put!(changed);
        return NoResult.Instance;
    }

    private static (IReadOnlyList<Tag>? Tags, Action<IReadOnlyList<Tag>>? Put, Refusal? Refusal) Open(Call call, string action)
    {
        var arn = call.Form.Text("ResourceName")!;
        var parts = arn.Split(':', 7);
        if (parts.Length != 7 || parts[0] != "arn" || parts[2] != "rds")
            return (null, null, RdsFaults.InvalidValue($"Invalid resource name: {arn}"));
        var place = new Place(parts[4], parts[3]);
        if (place.Account != call.Caller.Account)
            return (null, null, call.Errors.Denied(call.Caller.Arn, action, arn, $"no resource-based policy allows the {action} action"));
        var key = place.Key(parts[6]);
        var world = call.World;
        return parts[5] switch
        {
            "cluster-snapshot" when place.Region == call.Region && world.Snapshots.Find(key) is { } s => (
                s.Tags,
                t => world.Snapshots.Put(s with { Tags = t }),
                null
            ),
            "cluster" when place.Region == call.Region && world.Clusters.Find(key) is { } c => (
                c.Tags,
                t => world.Clusters.Put(c with { Tags = t }),
                null
            ),
            "db" when place.Region == call.Region && world.Instances.Find(key) is { } i => (
                i.Tags,
                t => world.Instances.Put(i with { Tags = t }),
                null
            ),
            "cluster-snapshot" when call.Rules.MissingSnapshotTagsAreClusterFault => (null, null, RdsFaults.SnapshotNotFound(arn)),
            "cluster-snapshot" => (null, null, new Refusal(404, "DBSnapshotNotFound", $"DBSnapshot not found: {arn}")),
            "db" => (null, null, RdsFaults.InstanceNotFound(parts[6])),
            "cluster" => (null, null, RdsFaults.ClusterNotFound(parts[6])),
            _ => (null, null, RdsFaults.InvalidValue($"Invalid resource name: {arn}")),
        };
    }
}
