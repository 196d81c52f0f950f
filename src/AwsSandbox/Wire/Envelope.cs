using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace SnapshotShare.AwsSandbox.Wire;

/// <summary>Puts an outcome into the envelope of its protocol.</summary>
internal static class Envelope
{
    private const string Xml = "text/xml";
    private const string Json = "application/x-amz-json-1.1";
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static WireAnswer Of(Service service, string operation, Outcome outcome, string requestId) =>
        outcome switch
        {
            Refusal refusal => Error(service, refusal, requestId),
            JsonResult { Body: null } => new(200, Json, "", requestId),
            JsonResult json => new(200, Json, json.Body!.ToJsonString(Plain), requestId),
            XmlResult xml => Success(service, operation, xml.Members, requestId),
            _ => Success(service, operation, null, requestId),
        };

    private static WireAnswer Success(Service service, string operation, string? members, string requestId)
    {
        var xml = new XmlText();
        if (service.Dialect == Dialect.Ec2)
            xml.Add("requestId", requestId).Raw(members ?? "");
        else
        {
            if (members is not null)
                xml.Nest(operation + "Result", x => x.Raw(members));
            xml.Nest("ResponseMetadata", x => x.Add("RequestId", requestId));
        }
        return new(200, Xml, $"<{operation}Response xmlns=\"{service.Namespace}\">{xml}</{operation}Response>", requestId);
    }

    private static WireAnswer Error(Service service, Refusal refusal, string requestId) =>
        service.Dialect switch
        {
            Dialect.Json => new(
                refusal.Status,
                Json,
                new JsonObject { ["__type"] = refusal.Code, ["message"] = refusal.Message }.ToJsonString(Plain),
                requestId
            ),
            Dialect.Ec2 => new(
                refusal.Status,
                Xml,
                new XmlText()
                    .Nest(
                        "Response",
                        x =>
                            x.Nest("Errors", e => e.Nest("Error", i => i.Add("Code", refusal.Code).Add("Message", refusal.Message)))
                                .Add("RequestID", requestId)
                    )
                    .ToString(),
                requestId
            ),
            _ => new(refusal.Status, Xml, QueryError(service, refusal, requestId), requestId),
        };

    private static string QueryError(Service service, Refusal refusal, string requestId)
    {
        var type = refusal.Status >= 500 ? "Receiver" : "Sender";
        var xml = new XmlText()
            .Nest("Error", x => x.Add("Type", type).Add("Code", refusal.Code).Add("Message", refusal.Message))
            .Add("RequestId", requestId);
        return $"<ErrorResponse xmlns=\"{service.Namespace}\">{xml}</ErrorResponse>";
    }
}
