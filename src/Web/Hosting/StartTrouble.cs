using System.Net.Sockets;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Connections;
using SnapshotShare.Core.Persistence;

namespace SnapshotShare.Web.Hosting;

/// <summary>Says in words what ended a start, with the cure where one is known. A stack trace helps nobody who is to start it.</summary>
public static class StartTrouble
{
    private const string Elsewhere = "Choose another address, for example with --urls http://127.0.0.1:5081.";

    /// <summary>While the settings were read.</summary>
    public static string OfSettings(Exception e) =>
        e switch
        {
            InvalidDataException => $"{e.Message} It must be JSON: {Innermost(e)}",
            DirectoryNotFoundException => $"There is no folder {e.Message}, where the settings are to be (contentRoot).",
            _ => $"The settings cannot be read: {Told(e)}",
        };

    /// <summary>Before the first page, or when the server began to listen.</summary>
    public static string Of(Exception e) =>
        e switch
        {
            StartRefusedException => e.Message,
            IOException { InnerException: AddressInUseException } => $"{e.Message.TrimEnd('.')}. {Elsewhere}",
            SocketException { SocketErrorCode: SocketError.AccessDenied } =>
                $"The address may not be listened on: {e.Message}. Ports below 1024 take a privilege of their own. {Elsewhere}",
            SocketException => $"The address cannot be listened on: {e.Message}. {Elsewhere}",
            InvalidOperationException when e.Message.Contains("HTTPS", StringComparison.Ordinal) =>
                "An https address needs a certificate: name it in Kestrel:Certificates:Default:Path, or listen on http behind a proxy that ends TLS.",
            CryptographicException => $"The certificate cannot be read: {e.Message} Look at Kestrel:Certificates and Kestrel:Endpoints.",
            FileNotFoundException =>
                $"A file cannot be opened: {e.Message} A certificate is named in Kestrel:Certificates and Kestrel:Endpoints.",
            IOException or UnauthorizedAccessException => $"A file cannot be opened: {e.Message}",
            _ => Told(e),
        };

    private static string Told(Exception e) =>
        $"{Innermost(e)} ({e.GetType().Name}). With Logging:LogLevel:SnapshotShare=Debug the log says where that came from.";

    private static string Innermost(Exception e) => e.GetBaseException().Message;
}
