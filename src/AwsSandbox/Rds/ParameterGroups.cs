using SnapshotShare.AwsSandbox.Wire;

namespace SnapshotShare.AwsSandbox.Rds;

/// <summary>DescribeDBClusterParameterGroups.</summary>
internal static class ParameterGroups
{
    public static Outcome Describe(Call call)
    {
        var (_, badFilter) = Filters.Read(call.Form);
        if ((badFilter ?? Paging.Check(call.Form)) is { } refusal)
            return refusal;
        var rows = call.World.ParameterGroups.Range(call.Place.Prefix, Paging.After(call.Form));
        if (call.Form.Text("DBClusterParameterGroupName") is { } name)
        {
            // A live answer has this code, although the model's is DBClusterParameterGroupNotFound.
            if (call.World.ParameterGroups.Find(call.Place.Key(name)) is not { } one)
                return new Refusal(404, "DBParameterGroupNotFound", $"DBClusterParameterGroup not found: {name}");
            rows = [one];
        }
        return new XmlResult(
            Paging.Page(
                call.Form,
                rows,
                g => g.Place.Key(g.Name),
                "DBClusterParameterGroups",
                "DBClusterParameterGroup",
                (xml, g) =>
                    xml.Add("DBClusterParameterGroupName", g.Name)
                        .Add("DBParameterGroupFamily", g.Family)
                        .Add("Description", g.Description)
                        .Add("DBClusterParameterGroupArn", g.Arn)
            )
        );
    }
}
