using System.Reflection;
using Amazon.EC2;
using Amazon.KeyManagementService;
using Amazon.RDS;
using Amazon.Runtime;
using SnapshotShare.Core.Aws;
using SnapshotShare.Core.Topology;

namespace SnapshotShare.Core.Tests.Aws;

/// <summary>AWS as far as single calls: it says which operation was asked for, and answers as a test says. The client's own paginators ask it too.</summary>
public class FakeAws : DispatchProxy
{
    private Func<string, object, object> _answer = (_, _) => throw new InvalidOperationException("nobody answers");

    /// <param name="answer">Takes the operation and its request, and gives the response of that operation.</param>
    public static IAmazonRDS Rds(Func<string, object, object> answer) => Of<IAmazonRDS>(answer);

    /// <summary>The clients of an account whose every service answers so; nobody has to assume a role.</summary>
    public static AccountClients Account(Account account, Func<string, object, object> answer)
    {
        var rds = Rds(answer);
        return new AccountClients(
            account,
            new AnonymousAWSCredentials(),
            Of<Amazon.SecurityToken.IAmazonSecurityTokenService>(answer),
            rds,
            rds,
            Of<IAmazonKeyManagementService>(answer),
            Of<IAmazonEC2>(answer)
        );
    }

    public static AmazonRDSException Refusal(string code) =>
        new("no") { ErrorCode = code, StatusCode = System.Net.HttpStatusCode.BadRequest };

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        if (targetMethod!.Name == $"get_{nameof(IAmazonRDS.Paginators)}")
            return Activator.CreateInstance(
                typeof(IAmazonRDS).Assembly.GetTypes().Single(type => type.Name == "RDSPaginatorFactory"),
                BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance,
                binder: null,
                [this],
                culture: null
            );
        // A paginator asks for the configuration, to name itself to AWS.
        if (!targetMethod.ReturnType.IsGenericType)
            return null;
        var response = targetMethod.ReturnType.GetGenericArguments()[0];
        try
        {
            var answer = _answer(targetMethod.Name[..^"Async".Length], args![0]!);
            return typeof(Task).GetMethod(nameof(Task.FromResult))!.MakeGenericMethod(response).Invoke(obj: null, [answer]);
        }
        catch (Exception e) when (e is not TargetInvocationException)
        {
            return typeof(Task)
                .GetMethods()
                .Single(method => method is { Name: nameof(Task.FromException), IsGenericMethod: true })
                .MakeGenericMethod(response)
                .Invoke(obj: null, [e]);
        }
    }

    private static T Of<T>(Func<string, object, object> answer)
        where T : class
    {
        var aws = Create<T, FakeAws>();
        ((FakeAws)(object)aws)._answer = answer;
        return aws;
    }
}
