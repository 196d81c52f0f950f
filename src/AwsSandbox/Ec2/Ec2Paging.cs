using System.Globalization;
using SnapshotShare.AwsSandbox.Wire;

namespace SnapshotShare.AwsSandbox.Ec2;

/// <summary>EC2's pages: MaxResults of 5 to 1000, and everything at once where it is not given. DryRun stops short of the answer.</summary>
internal static class Ec2Paging
{
    public static Outcome Page<T>(Call call, IEnumerable<T> rows, string set, Action<XmlText, T> write)
    {
        if (call.Form.Bool("DryRun") == true)
            return new Refusal(412, "DryRunOperation", "Request would have succeeded, but DryRun flag is set.");
        var most = call.Form.Int("MaxResults");
        if (call.Form.Text("MaxResults") is { } text && most is not (>= 5 and <= 1000))
            return new Refusal(
                400,
                "InvalidParameterValue",
                $"Value ( {text} ) for parameter maxResults is invalid. Expecting a value between 5 and 1000."
            );
        var start = 0;
        if (call.Form.Text("NextToken") is { } token && !int.TryParse(token, NumberStyles.None, CultureInfo.InvariantCulture, out start))
            return new Refusal(400, "InvalidNextToken", "The token is not valid.");
        var left = rows.Skip(start).ToList();
        var shown = most is { } limit ? left.Take(limit).ToList() : left;
        var xml = new XmlText().List(set, "item", shown, write);
        if (shown.Count < left.Count)
            xml.Add("nextToken", (start + shown.Count).ToString(CultureInfo.InvariantCulture));
        return new XmlResult(xml.ToString());
    }
}
