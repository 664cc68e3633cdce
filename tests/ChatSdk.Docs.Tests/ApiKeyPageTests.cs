using Azure.Core;
using ChatSdk.Docs.Tests.Docs;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace ChatSdk.Docs.Tests;

/// <summary>Runs the code samples in <c>docs/api-keys.md</c>.</summary>
[TestFixture]
public sealed class ApiKeyPageTests : FakeServerTest
{
    private readonly HostApplicationBuilder _builder = Host.CreateEmptyApplicationBuilder(new());

    private IEnumerable<string> Keys => Server.Requests.Select(request => request.Headers["Authorization"]);

    [SetUp]
    public void Configure()
    {
        _builder.Configuration["Chat:BaseAddress"] = Server.BaseAddress;
        _builder.Configuration["Chat:Model"] = "m";
    }

    [Test]
    public async Task Token_is_requested_once_for_concurrent_calls_and_again_shortly_before_it_expires()
    {
        var time = new Clock();
        using var token = new EntraToken(new Credential(time), time);
        ApiKeySnippets.UseEntra(_builder);
        _builder.Services.AddSingleton(token);
        using var host = _builder.Build();
        var client = host.Services.GetRequiredService<ChatClient>();

        await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => client.CreateAsync("Hi", cancellationToken: Guard)));
        time.Now += TimeSpan.FromMinutes(54);
        await client.CreateAsync("Hi", cancellationToken: Guard);
        time.Now += TimeSpan.FromMinutes(2);
        await client.CreateAsync("Hi", cancellationToken: Guard);

        Keys.Should().Equal(Enumerable.Repeat("Bearer token-1", 6).Append("Bearer token-2"));
    }

    [Test]
    public async Task Key_file_is_read_again_after_it_changes()
    {
        var path = Path.Combine(TestContext.CurrentContext.WorkDirectory, $"{Guid.NewGuid()}.key");
        await File.WriteAllTextAsync(path, "sk-old\n", Guard);
        ApiKeySnippets.UseFile(_builder);
        _builder.Services.AddSingleton(new KeyFile(path));
        using var host = _builder.Build();
        var client = host.Services.GetRequiredService<ChatClient>();

        await client.CreateAsync("Hi", cancellationToken: Guard);
        await File.WriteAllTextAsync(path, "sk-new\n", Guard);
        File.SetLastWriteTimeUtc(path, DateTime.UtcNow.AddMinutes(1));
        await client.CreateAsync("Hi", cancellationToken: Guard);

        Keys.Should().Equal("Bearer sk-old", "Bearer sk-new");
    }

    [Test]
    public async Task Client_works_without_user_secrets()
    {
        ApiKeySnippets.UseSecrets(_builder);
        using var host = _builder.Build();

        await host.Services.GetRequiredService<ChatClient>().CreateAsync("Hi", cancellationToken: Guard);

        Server.Requests.Should().ContainSingle();
    }

    private sealed class Clock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => Now;
    }

    private sealed class Credential(TimeProvider time) : TokenCredential
    {
        private int _count;

        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
            new($"token-{++_count}", time.GetUtcNow().AddHours(1));

        public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
            ValueTask.FromResult(GetToken(requestContext, cancellationToken));
    }
}
