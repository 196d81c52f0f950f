using System.Text.Json.Nodes;
using SnapshotShare.Core.Ledger;

namespace SnapshotShare.Core.Tests.Ledger;

public sealed class canonical_json
{
    [Theory]
    [InlineData("""{ "b" : 1, "a" : [ 3, 2 ] }""", """{"a":[3,2],"b":1}""")]
    [InlineData("""{"é":1,"z":2,"😀":3,"\u0000":4}""", "{\"\\u0000\":4,\"z\":2,\"é\":1,\"😀\":3}")]
    [InlineData("""{"s":"\u0008\u0009\u000a\u000c\u000d\u0022\u005c\u001f/<é"}""", "{\"s\":\"\\b\\t\\n\\f\\r\\\"\\\\\\u001f/<é\"}")]
    [InlineData("""[true,false,null,-5,9007199254740991]""", "[true,false,null,-5,9007199254740991]")]
    public void is_as_rfc_8785_has_it(string json, string canonical) => Assert.Equal(canonical, CanonicalJson.Write(JsonNode.Parse(json)));

    [Theory]
    [InlineData("9007199254740992")]
    [InlineData("0.5")]
    [InlineData("1e3")]
    public void refuses_numbers_that_languages_write_differently(string number) =>
        Assert.ThrowsAny<FormatException>(() => CanonicalJson.Write(JsonNode.Parse(number)));
}
