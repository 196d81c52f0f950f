using SnapshotShare.AwsSandbox.Policies;

namespace SnapshotShare.AwsSandbox.Tests.Policies;

/// <summary>
/// IAM User Guide, "IAM JSON policy elements: Condition operators", "Creating a condition with multiple keys or values", "Single-valued
/// vs. multivalued context keys", "Variables and tags": a condition block, a request's context, and whether the one holds in the other.
/// </summary>
public sealed class condition_operators
{
    private const string Rds = "kms:ViaService=rds.us-west-2.amazonaws.com";
    private const string Role = "aws:PrincipalArn=arn:aws:iam::111122223333:role/ExampleRole";

    public static TheoryData<string, string, string, bool> Texts =>
        new()
        {
            { "an equal text", """{"StringEquals":{"aws:username":"john"}}""", "aws:username=john", true },
            { "a text of other case is not equal", """{"StringEquals":{"aws:username":"john"}}""", "aws:username=John", false },
            { "a text of other case, ignoring it", """{"StringEqualsIgnoreCase":{"aws:username":"john"}}""", "aws:username=John", true },
            { "another text, ignoring case", """{"StringEqualsIgnoreCase":{"aws:username":"john"}}""", "aws:username=Jon", false },
            { "a star is a star to StringEquals", """{"StringEquals":{"aws:username":"j*"}}""", "aws:username=john", false },
            { "a star is anything to StringLike", """{"StringLike":{"aws:username":"j*"}}""", "aws:username=john", true },
            { "a question mark is one character", """{"StringLike":{"aws:username":"j?hn"}}""", "aws:username=john", true },
            { "a question mark is not two characters", """{"StringLike":{"aws:username":"j?n"}}""", "aws:username=john", false },
            { "StringLike minds the case", """{"StringLike":{"aws:username":"J*"}}""", "aws:username=john", false },
            { "another text is not equal", """{"StringNotEquals":{"aws:username":"john"}}""", "aws:username=jane", true },
            { "the same text is not unequal", """{"StringNotEquals":{"aws:username":"john"}}""", "aws:username=john", false },
            { "unequal whatever the case", """{"StringNotEqualsIgnoreCase":{"aws:username":"john"}}""", "aws:username=jane", true },
            {
                "the same in other case is not unequal",
                """{"StringNotEqualsIgnoreCase":{"aws:username":"john"}}""",
                "aws:username=JOHN",
                false
            },
            { "not like a pattern", """{"StringNotLike":{"aws:username":"j*"}}""", "aws:username=mary", true },
            { "like a pattern is not unlike it", """{"StringNotLike":{"aws:username":"j*"}}""", "aws:username=john", false },
            { "the name of a key has no case", """{"StringEquals":{"AWS:UserName":"john"}}""", "aws:username=john", true },
        };

    public static TheoryData<string, string, string, bool> Arns =>
        new()
        {
            { "the same ARN", """{"ArnEquals":{"aws:PrincipalArn":"arn:aws:iam::111122223333:role/ExampleRole"}}""", Role, true },
            { "another ARN", """{"ArnEquals":{"aws:PrincipalArn":"arn:aws:iam::111122223333:role/AnyRole"}}""", Role, false },
            {
                "ArnEquals takes stars as ArnLike does",
                """{"ArnEquals":{"aws:PrincipalArn":"arn:aws:iam::*:role/Example*"}}""",
                Role,
                true
            },
            {
                "ArnLike with a star in the resource",
                """{"ArnLike":{"aws:PrincipalArn":"arn:aws:iam::111122223333:role/*"}}""",
                Role,
                true
            },
            { "ArnLike of another account", """{"ArnLike":{"aws:PrincipalArn":"arn:aws:iam::444455556666:role/*"}}""", Role, false },
            {
                "a star reaches over a colon with StringLike",
                """{"StringLike":{"k":"arn:aws:someservice:*:111122223333:finance/*"}}""",
                "k=arn:aws:someservice:us-east-2:999999999999:store/abc:111122223333:finance/document.txt",
                true
            },
            {
                "a star never reaches over a colon with ArnLike",
                """{"ArnLike":{"k":"arn:aws:someservice:*:111122223333:finance/*"}}""",
                "k=arn:aws:someservice:us-east-2:999999999999:store/abc:111122223333:finance/document.txt",
                false
            },
            { "not that ARN", """{"ArnNotEquals":{"aws:PrincipalArn":"arn:aws:iam::111122223333:role/AnyRole"}}""", Role, true },
            { "that very ARN", """{"ArnNotEquals":{"aws:PrincipalArn":"arn:aws:iam::111122223333:role/ExampleRole"}}""", Role, false },
            { "not like that ARN", """{"ArnNotLike":{"aws:PrincipalArn":"arn:aws:iam::444455556666:role/*"}}""", Role, true },
            { "like that ARN", """{"ArnNotLike":{"aws:PrincipalArn":"arn:aws:iam::111122223333:role/*"}}""", Role, false },
            { "an ARN minds the case", """{"ArnLike":{"aws:PrincipalArn":"arn:aws:iam::111122223333:role/examplerole"}}""", Role, false },
        };

    public static TheoryData<string, string, string, bool> Numbers =>
        new()
        {
            { "an equal number, however written", """{"NumericEquals":{"n":"10.0"}}""", "n=10", true },
            { "another number", """{"NumericEquals":{"n":"10"}}""", "n=11", false },
            { "a number without quotes", """{"NumericEquals":{"n":10}}""", "n=10", true },
            { "an unequal number", """{"NumericNotEquals":{"n":"10"}}""", "n=11", true },
            { "the same number is not unequal", """{"NumericNotEquals":{"n":"10"}}""", "n=10", false },
            { "less", """{"NumericLessThan":{"n":"10"}}""", "n=9", true },
            { "the same is not less", """{"NumericLessThan":{"n":"10"}}""", "n=10", false },
            { "as many as 10", """{"NumericLessThanEquals":{"n":"10"}}""", "n=10", true },
            { "more than 10 at most", """{"NumericLessThanEquals":{"n":"10"}}""", "n=11", false },
            { "more", """{"NumericGreaterThan":{"n":"10"}}""", "n=10.5", true },
            { "the same is not more", """{"NumericGreaterThan":{"n":"10"}}""", "n=10", false },
            { "10 at least", """{"NumericGreaterThanEquals":{"n":"10"}}""", "n=10", true },
            { "less than 10 at least", """{"NumericGreaterThanEquals":{"n":"10"}}""", "n=9.9", false },
            { "a number is compared as one, not as text", """{"NumericLessThan":{"n":"9"}}""", "n=10", false },
            { "what is no number matches nothing", """{"NumericLessThan":{"n":"10"}}""", "n=few", false },
        };

    public static TheoryData<string, string, string, bool> Dates =>
        new()
        {
            { "after a moment", """{"DateGreaterThan":{"t":"2020-01-01T00:00:01Z"}}""", "t=2026-01-15T09:30:00Z", true },
            { "before it", """{"DateGreaterThan":{"t":"2030-01-01T00:00:01Z"}}""", "t=2026-01-15T09:30:00Z", false },
            { "at that moment or after", """{"DateGreaterThanEquals":{"t":"2026-01-15T09:30:00Z"}}""", "t=2026-01-15T09:30:00Z", true },
            { "a second too early", """{"DateGreaterThanEquals":{"t":"2026-01-15T09:30:01Z"}}""", "t=2026-01-15T09:30:00Z", false },
            { "before a moment", """{"DateLessThan":{"t":"2030-01-01"}}""", "t=2026-01-15T09:30:00Z", true },
            { "not before it", """{"DateLessThan":{"t":"2020-01-01"}}""", "t=2026-01-15T09:30:00Z", false },
            { "at that moment or before", """{"DateLessThanEquals":{"t":"2026-01-15T09:30:00Z"}}""", "t=2026-01-15T09:30:00Z", true },
            { "a second too late", """{"DateLessThanEquals":{"t":"2026-01-15T09:29:59Z"}}""", "t=2026-01-15T09:30:00Z", false },
            { "the same moment elsewhere", """{"DateEquals":{"t":"2026-01-15T18:30:00+09:00"}}""", "t=2026-01-15T09:30:00Z", true },
            { "another moment", """{"DateEquals":{"t":"2026-01-15T18:30:00Z"}}""", "t=2026-01-15T09:30:00Z", false },
            { "not that moment", """{"DateNotEquals":{"t":"2026-01-15T18:30:00Z"}}""", "t=2026-01-15T09:30:00Z", true },
            { "that very moment", """{"DateNotEquals":{"t":"2026-01-15T09:30:00Z"}}""", "t=2026-01-15T09:30:00Z", false },
            { "seconds since 1970 in the policy", """{"DateLessThan":{"t":"1893456000"}}""", "t=2026-01-15T09:30:00Z", true },
            { "seconds since 1970 in the request", """{"DateLessThan":{"t":"2020-01-01T00:00:00Z"}}""", "t=1768469400", false },
            { "a year is its beginning", """{"DateGreaterThan":{"t":"2026"}}""", "t=2026-01-15T09:30:00Z", true },
            { "what is no date matches nothing", """{"DateGreaterThan":{"t":"soon"}}""", "t=2026-01-15T09:30:00Z", false },
        };

    public static TheoryData<string, string, string, bool> Addresses =>
        new()
        {
            { "an address in the range", """{"IpAddress":{"aws:SourceIp":"203.0.113.0/24"}}""", "aws:SourceIp=203.0.113.77", true },
            { "an address beside the range", """{"IpAddress":{"aws:SourceIp":"203.0.113.0/24"}}""", "aws:SourceIp=203.0.114.77", false },
            {
                "an address without a prefix is that one",
                """{"IpAddress":{"aws:SourceIp":"203.0.113.77"}}""",
                "aws:SourceIp=203.0.113.77",
                true
            },
            { "and not its neighbour", """{"IpAddress":{"aws:SourceIp":"203.0.113.77"}}""", "aws:SourceIp=203.0.113.78", false },
            { "a range of an odd width", """{"IpAddress":{"aws:SourceIp":"10.1.0.0/15"}}""", "aws:SourceIp=10.0.3.4", true },
            { "past its end", """{"IpAddress":{"aws:SourceIp":"10.1.0.0/15"}}""", "aws:SourceIp=10.2.3.4", false },
            { "everywhere", """{"IpAddress":{"aws:SourceIp":"0.0.0.0/0"}}""", "aws:SourceIp=8.8.8.8", true },
            {
                "an address of IPv6",
                """{"IpAddress":{"aws:SourceIp":"2001:DB8:1234:5678::/64"}}""",
                "aws:SourceIp=2001:db8:1234:5678::9",
                true
            },
            {
                "another net of IPv6",
                """{"IpAddress":{"aws:SourceIp":"2001:DB8:1234:5678::/64"}}""",
                "aws:SourceIp=2001:db8:1234:5679::9",
                false
            },
            { "IPv4 everywhere is not IPv6", """{"IpAddress":{"aws:SourceIp":"0.0.0.0/0"}}""", "aws:SourceIp=2001:db8::1", false },
            { "not in the range", """{"NotIpAddress":{"aws:SourceIp":"203.0.113.0/24"}}""", "aws:SourceIp=198.51.100.7", true },
            {
                "in the range it should not be in",
                """{"NotIpAddress":{"aws:SourceIp":"203.0.113.0/24"}}""",
                "aws:SourceIp=203.0.113.7",
                false
            },
            {
                "in neither of two ranges",
                """{"NotIpAddress":{"aws:SourceIp":["192.0.2.0/24","203.0.113.0/24"]}}""",
                "aws:SourceIp=198.51.100.7",
                true
            },
            {
                "in the second of two ranges",
                """{"NotIpAddress":{"aws:SourceIp":["192.0.2.0/24","203.0.113.0/24"]}}""",
                "aws:SourceIp=203.0.113.7",
                false
            },
            {
                "a range of nonsense holds no address",
                """{"IpAddress":{"aws:SourceIp":"203.0.113.0/99"}}""",
                "aws:SourceIp=203.0.113.7",
                false
            },
        };

    public static TheoryData<string, string, string, bool> BooleansAndBytes =>
        new()
        {
            { "true", """{"Bool":{"aws:SecureTransport":"true"}}""", "aws:SecureTransport=true", true },
            { "not true", """{"Bool":{"aws:SecureTransport":"true"}}""", "aws:SecureTransport=false", false },
            { "true without quotes", """{"Bool":{"kms:GrantIsForAWSResource":true}}""", "kms:GrantIsForAWSResource=true", true },
            { "false without quotes", """{"Bool":{"aws:SecureTransport":false}}""", "aws:SecureTransport=false", true },
            { "the same bytes", """{"BinaryEquals":{"key":"QmluYXJ5VmFsdWVJbkJhc2U2NA=="}}""", "key=BinaryValueInBase64", true },
            { "other bytes", """{"BinaryEquals":{"key":"QmluYXJ5VmFsdWVJbkJhc2U2NA=="}}""", "key=BinaryValueInBase65", false },
        };

    public static TheoryData<string, string, string, bool> MissingKeys =>
        new()
        {
            { "a missing key equals nothing", """{"StringEquals":{"k":"v"}}""", "", false },
            { "a missing key is like nothing, not even a star", """{"StringLike":{"k":"*"}}""", "", false },
            { "a missing key is unequal", """{"StringNotEquals":{"k":"v"}}""", "", true },
            { "a missing key is unlike", """{"StringNotLike":{"k":"*"}}""", "", true },
            { "a missing ARN is like none", """{"ArnLike":{"k":"arn:aws:iam::*:role/*"}}""", "", false },
            { "a missing ARN is unlike any", """{"ArnNotLike":{"k":"arn:aws:iam::*:role/*"}}""", "", true },
            { "a missing number is not less", """{"NumericLessThan":{"k":"10"}}""", "", false },
            { "a missing number is unequal", """{"NumericNotEquals":{"k":"10"}}""", "", true },
            { "a missing date is not before", """{"DateLessThan":{"k":"2030-01-01"}}""", "", false },
            { "a missing date is unequal", """{"DateNotEquals":{"k":"2030-01-01"}}""", "", true },
            { "a missing address is in no range", """{"IpAddress":{"k":"0.0.0.0/0"}}""", "", false },
            { "a missing address is not in a range", """{"NotIpAddress":{"k":"0.0.0.0/0"}}""", "", true },
            { "a missing Boolean is not false", """{"Bool":{"k":"false"}}""", "", false },
            { "a present Boolean is", """{"Bool":{"k":"false"}}""", "k=false", true },
            { "IfExists: a missing key is as good as equal", """{"StringEqualsIfExists":{"k":"v"}}""", "", true },
            { "IfExists: a key that is there must be equal", """{"StringEqualsIfExists":{"k":"v"}}""", "k=w", false },
            { "IfExists: and it is", """{"StringEqualsIfExists":{"k":"v"}}""", "k=v", true },
            { "IfExists with a negation holds of a missing key", """{"StringNotEqualsIfExists":{"k":"v"}}""", "", true },
            { "IfExists with a negation fails for the value", """{"StringNotEqualsIfExists":{"k":"v"}}""", "k=v", false },
            { "BoolIfExists holds of a missing key", """{"BoolIfExists":{"aws:MultiFactorAuthPresent":"false"}}""", "", true },
            { "NumericLessThanIfExists holds of a missing key", """{"NumericLessThanIfExists":{"k":"1"}}""", "", true },
            { "NumericLessThanIfExists reads a key that is there", """{"NumericLessThanIfExists":{"k":"1"}}""", "k=2", false },
            { "Null true: the key is not there", """{"Null":{"aws:TokenIssueTime":"true"}}""", "", true },
            {
                "Null true: the key is there",
                """{"Null":{"aws:TokenIssueTime":"true"}}""",
                "aws:TokenIssueTime=2026-01-15T09:30:00Z",
                false
            },
            {
                "Null false: the key is there",
                """{"Null":{"aws:TokenIssueTime":"false"}}""",
                "aws:TokenIssueTime=2026-01-15T09:30:00Z",
                true
            },
            { "Null false: the key is not there", """{"Null":{"aws:TokenIssueTime":"false"}}""", "", false },
        };

    public static TheoryData<string, string, string, bool> Several =>
        new()
        {
            {
                "one of several values is enough",
                """{"StringEquals":{"kms:ViaService":["ec2.us-west-2.amazonaws.com","rds.us-west-2.amazonaws.com"]}}""",
                Rds,
                true
            },
            {
                "none of several values",
                """{"StringEquals":{"kms:ViaService":["ec2.us-west-2.amazonaws.com","s3.us-west-2.amazonaws.com"]}}""",
                Rds,
                false
            },
            {
                "a negation wants none of several values",
                """{"StringNotEquals":{"aws:PrincipalAccount":["1","2"]}}""",
                "aws:PrincipalAccount=3",
                true
            },
            { "and fails for one of them", """{"StringNotEquals":{"aws:PrincipalAccount":["1","2"]}}""", "aws:PrincipalAccount=2", false },
            { "two keys under one operator, both right", """{"StringEquals":{"a":"1","b":"2"}}""", "a=1; b=2", true },
            { "two keys under one operator, one wrong", """{"StringEquals":{"a":"1","b":"2"}}""", "a=1; b=3", false },
            { "two keys under one operator, one missing", """{"StringEquals":{"a":"1","b":"2"}}""", "a=1", false },
            { "two negated keys, both other", """{"StringNotEquals":{"a":"1","b":"2"}}""", "a=3; b=4", true },
            { "two negated keys, one the same", """{"StringNotEquals":{"a":"1","b":"2"}}""", "a=1; b=4", false },
            {
                "the guide's example: two tags and an account",
                """{"StringEqualsIgnoreCase":{"aws:PrincipalTag/department":["finance","hr","legal"],"aws:PrincipalTag/role":["audit","security"]},"StringEquals":{"aws:PrincipalAccount":"123456789012"}}""",
                "aws:PrincipalTag/department=HR; aws:PrincipalTag/role=audit; aws:PrincipalAccount=123456789012",
                true
            },
            {
                "the guide's example, from another account",
                """{"StringEqualsIgnoreCase":{"aws:PrincipalTag/department":["finance","hr","legal"],"aws:PrincipalTag/role":["audit","security"]},"StringEquals":{"aws:PrincipalAccount":"123456789012"}}""",
                "aws:PrincipalTag/department=HR; aws:PrincipalTag/role=audit; aws:PrincipalAccount=444455556666",
                false
            },
            {
                "the guide's example, without the second tag",
                """{"StringEqualsIgnoreCase":{"aws:PrincipalTag/department":["finance","hr","legal"],"aws:PrincipalTag/role":["audit","security"]},"StringEquals":{"aws:PrincipalAccount":"123456789012"}}""",
                "aws:PrincipalTag/department=HR; aws:PrincipalAccount=123456789012",
                false
            },
        };

    public static TheoryData<string, string, string, bool> Sets =>
        new()
        {
            {
                "all of the request's values are in the policy",
                """{"ForAllValues:StringEquals":{"a":["ID","Message","Tags"]}}""",
                "a=Message|Tags|ID",
                true
            },
            { "one of them is not", """{"ForAllValues:StringEquals":{"a":["ID","Message","Tags"]}}""", "a=Message|Tags|UserName", false },
            { "all of nothing", """{"ForAllValues:StringEquals":{"a":["ID"]}}""", "", true },
            { "all of an empty text", """{"ForAllValues:StringEquals":{"a":["ID"]}}""", "a=", true },
            {
                "one of the request's values is in the policy",
                """{"ForAnyValue:StringEquals":{"a":["ID","PostDateTime"]}}""",
                "a=UserName|Message|PostDateTime",
                true
            },
            { "none of them is", """{"ForAnyValue:StringEquals":{"a":["ID","PostDateTime"]}}""", "a=UserName", false },
            { "any of nothing", """{"ForAnyValue:StringEquals":{"a":["ID"]}}""", "", false },
            { "any of an empty text", """{"ForAnyValue:StringEquals":{"a":[""]}}""", "a=", false },
            { "all like a pattern", """{"ForAllValues:StringLike":{"a":["key1*","key2*"]}}""", "a=key1a|key2b", true },
            { "one unlike every pattern", """{"ForAllValues:StringLike":{"a":["key1*","key2*"]}}""", "a=key1a|key3", false },
            { "none of all in the policy", """{"ForAllValues:StringNotEquals":{"a":["x","y"]}}""", "a=b|c", true },
            { "one of all in the policy", """{"ForAllValues:StringNotEquals":{"a":["x","y"]}}""", "a=b|x", false },
            { "one that is not in the policy", """{"ForAnyValue:StringNotEquals":{"a":["x","y"]}}""", "a=b|x", true },
            { "none that is not in the policy", """{"ForAnyValue:StringNotEquals":{"a":["x","y"]}}""", "a=x|y", false },
            { "any of nothing, negated", """{"ForAnyValue:StringNotEquals":{"a":["x"]}}""", "", false },
            { "all of one value", """{"ForAllValues:StringEquals":{"a":"x"}}""", "a=x", true },
            { "any of nothing, if it exists", """{"ForAnyValue:StringEqualsIfExists":{"a":"x"}}""", "", true },
            { "any of something, if it exists", """{"ForAnyValue:StringEqualsIfExists":{"a":"x"}}""", "a=y", false },
        };

    public static TheoryData<string, string, string, bool> Variables =>
        new()
        {
            {
                "a variable is the request's value",
                """{"StringEquals":{"a":"${aws:PrincipalAccount}"}}""",
                "a=1; aws:PrincipalAccount=1",
                true
            },
            { "another value", """{"StringEquals":{"a":"${aws:PrincipalAccount}"}}""", "a=2; aws:PrincipalAccount=1", false },
            { "a variable within a text", """{"StringLike":{"a":"home/${aws:username}/*"}}""", "a=home/john/x; aws:username=john", true },
            { "its name has no case", """{"StringEquals":{"a":"${AWS:UserName}"}}""", "a=john; aws:username=john", true },
            { "a variable without a value is equal to nothing", """{"StringEquals":{"a":"${aws:username}"}}""", "a=john", false },
            { "a variable without a value is unequal", """{"StringNotEquals":{"a":"${aws:username}"}}""", "a=john", true },
            {
                "a default stands in for it",
                """{"StringEquals":{"a":"${aws:PrincipalTag/team, 'company-wide'}"}}""",
                "a=company-wide",
                true
            },
            {
                "and only where it is needed",
                """{"StringEquals":{"a":"${aws:PrincipalTag/team, 'company-wide'}"}}""",
                "a=company-wide; aws:PrincipalTag/team=yellow",
                false
            },
            { "a star by variable is a star", """{"StringLike":{"a":"x${*}"}}""", "a=x*", true },
            { "a star by variable is nothing else", """{"StringLike":{"a":"x${*}"}}""", "a=xy", false },
            { "a star in a value is a star", """{"StringLike":{"a":"${aws:username}"}}""", "a=john; aws:username=*", false },
            { "a dollar by variable", """{"StringEquals":{"a":"${$}{b}"}}""", "a=${b}", true },
            {
                "a variable in an ARN",
                """{"ArnLike":{"a":"arn:aws:iam::${aws:PrincipalAccount}:role/*"}}""",
                "a=arn:aws:iam::1:role/x; aws:PrincipalAccount=1",
                true
            },
            { "a variable in a Boolean", """{"Bool":{"a":"${aws:SecureTransport}"}}""", "a=true; aws:SecureTransport=true", true },
            { "no variable in a number", """{"NumericEquals":{"a":"${b}"}}""", "a=1; b=1", false },
            { "a key of several values is no variable", """{"StringEquals":{"a":"${b}"}}""", "a=1; b=1|2", false },
        };

    [Theory]
    [MemberData(nameof(Texts))]
    [MemberData(nameof(Arns))]
    [MemberData(nameof(Numbers))]
    [MemberData(nameof(Dates))]
    [MemberData(nameof(Addresses))]
    [MemberData(nameof(BooleansAndBytes))]
    [MemberData(nameof(MissingKeys))]
    [MemberData(nameof(Several))]
    [MemberData(nameof(Sets))]
    [MemberData(nameof(Variables))]
    public void a_condition_holds_as_the_guide_says(string rule, string condition, string context, bool holds) =>
        Assert.True(holds == Holds("2012-10-17", condition, context), rule);

    [Fact]
    public void a_policy_of_an_older_version_has_no_variables()
    {
        const string Condition = """{"StringEquals":{"a":"${aws:username}"}}""";
        Assert.False(Holds("2008-10-17", Condition, "a=john; aws:username=john"));
        Assert.True(Holds("2012-10-17", Condition, "a=john; aws:username=john"));
        Assert.True(Holds("2008-10-17", Condition, "a=${aws:username}"));
    }

    [Fact]
    public void every_false_row_has_a_true_one_of_its_operator()
    {
        var rows = new[] { Texts, Arns, Numbers, Dates, Addresses, BooleansAndBytes, MissingKeys, Several, Sets, Variables }
            .SelectMany(table => table)
            .Select(row => (Operator: row.Data.Item2.Split('"')[1], Holds: row.Data.Item4))
            .ToList();
        Assert.Empty(rows.Where(r => !r.Holds).Select(r => r.Operator).Except(rows.Where(r => r.Holds).Select(r => r.Operator)));
    }

    private static bool Holds(string version, string condition, string context)
    {
        var statement = $$"""{"Effect":"Allow","Principal":"*","Action":"kms:*","Resource":"*","Condition":{{condition}}}""";
        var policy = PolicyDocument.Parse($$"""{"Version":"{{version}}","Statement":{{statement}}}""")!;
        var request = new PolicyRequest(PolicyCast.User(PolicyCast.Owner), "kms:Decrypt", PolicyCast.Key, PolicyCast.Context(context));
        return PolicyEvaluation.OfResource(policy, request) == PolicyEffect.AllowsCaller;
    }
}
