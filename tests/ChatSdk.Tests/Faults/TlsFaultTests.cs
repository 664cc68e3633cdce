using System.Net;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace ChatSdk.Tests.Faults;

/// <summary>Tests that invalid certificates are rejected, and that a valid one is accepted. ChatSdk has no option to accept invalid certificates. Row numbers refer to the table in <c>docs/errors-and-retries.md</c>.</summary>
/// <param name="streams">Whether the calls are streamed.</param>
[TestFixture(false)]
[TestFixture(true)]
public sealed class TlsFaultTests(bool streams) : BothFormsFaultTest(streams)
{
    [TestCase("127.0.0.1", 1, false)]
    [TestCase("127.0.0.1", -1, true)]
    [TestCase("127.0.0.2", 1, true)]
    [Fault(5, "the server's certificate is not trusted, has expired or belongs to another host", "`ChatConnectionException` (Tls)")]
    public async Task Row_5_invalid_certificate_is_rejected(string host, int daysLeft, bool isTrusted)
    {
        using var certificate = Certificate(host, daysLeft);
        await using var server = await StartAsync(certificate);
        using var http = Http(isTrusted ? certificate : null);
        using var client = new ChatClient(http, Options);

        var failure = await FailAsync<ChatConnectionException>(client);

        failure.Kind.Should().Be(ChatConnectionErrorKind.Tls);
        failure.IsRetryable.Should().BeFalse();
        failure.Attempts.Should().Be(1);
        server.Connections.Should().Be(1);
    }

    [Test]
    public async Task Valid_certificate_is_accepted()
    {
        using var certificate = Certificate("127.0.0.1", daysLeft: 1);
        await using var server = await StartAsync(certificate);
        using var http = Http(certificate);
        using var client = new ChatClient(http, Options);

        (await SendPromptAsync(client: client)).Text.Should().Be("Hi");
    }

    private static X509Certificate2 Certificate(string host, int daysLeft)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest($"CN={host}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Parse(host));
        request.CertificateExtensions.Add(names.Build());
        var now = TimeProvider.System.GetUtcNow();
        return request.CreateSelfSigned(now.AddDays(-2), now.AddDays(daysLeft));
    }

    private static HttpClient Http(X509Certificate2? trusted)
    {
        var ssl = new SslClientAuthenticationOptions();
        if (trusted is not null)
        {
            ssl.CertificateChainPolicy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
            ssl.CertificateChainPolicy.CustomTrustStore.Add(trusted);
        }

        return new HttpClient(new SocketsHttpHandler { SslOptions = ssl });
    }

    private async Task<KestrelHost> StartAsync(X509Certificate2 certificate)
    {
        var server = await KestrelHost.StartAsync(listen => listen.UseHttps(certificate), context => context.Response.WriteAsync(Hi), Guard);
        Options.BaseAddress = $"https://{server.Authority}/v1";
        return server;
    }
}
