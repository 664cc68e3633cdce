using Azure.Core;
using Azure.Identity;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace ChatSdk.Docs.Tests.Docs;

internal sealed class EntraToken(TokenCredential credential, TimeProvider time) : IDisposable
{
    private static readonly TokenRequestContext _scope = new(["https://cognitiveservices.azure.com/.default"]);
    private readonly SemaphoreSlim _gate = new(1);
    private AccessToken _token;

    public async Task<string> GetKeyAsync(CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            if (_token.ExpiresOn - time.GetUtcNow() < TimeSpan.FromMinutes(5))
            {
                _token = await credential.GetTokenAsync(_scope, cancellationToken);
            }

            return _token.Token;
        }
        finally
        {
            _gate.Release();
        }
    }

    public void Dispose() => _gate.Dispose();
}

internal sealed class KeyFile(string path)
{
    private sealed record Content(DateTime WrittenAt, string Key);

    private volatile Content? _content;

    public async Task<string> GetKeyAsync(CancellationToken cancellationToken)
    {
        var writtenAt = File.GetLastWriteTimeUtc(path);
        if (_content?.WrittenAt != writtenAt)
        {
            _content = new Content(writtenAt, await File.ReadAllTextAsync(path, cancellationToken));
        }

        return _content!.Key;
    }
}

internal interface IKeyCache
{
    ValueTask<string> GetKeyAsync(CancellationToken cancellationToken);
}

/// <summary>The C# code in <c>docs/api-keys.md</c>.</summary>
internal static class ApiKeySnippets
{
    public static void Provide(ChatClientOptions options, KeyVault vault, IKeyCache cache)
    {
        options.ApiKeyProvider = vault.GetKeyAsync;                                   // returns Task<string>
        options.ApiKeyProvider = async token => await cache.GetKeyAsync(token);       // returns ValueTask<string>
        options.ApiKeyProvider = _ => Task.FromResult(Environment.GetEnvironmentVariable("CHAT_KEY")!);
    }

    public static void UseEntra(HostApplicationBuilder builder)
    {
        builder.Services.AddSingleton(_ => new EntraToken(new DefaultAzureCredential(), TimeProvider.System));
        builder.Services.AddChatClient(builder.Configuration.GetSection("Chat"));
        builder.Services.AddOptions<ChatClientOptions>().Configure<EntraToken>((options, token) => options.ApiKeyProvider = token.GetKeyAsync);
    }

    public static void UseSecrets(HostApplicationBuilder builder)
    {
        builder.Configuration.AddUserSecrets<Program>(optional: true, reloadOnChange: true);
        builder.Services.AddChatClient(builder.Configuration.GetSection("Chat")).ReloadOnChange();
    }

    public static void UseFile(HostApplicationBuilder builder)
    {
        builder.Services.AddSingleton(new KeyFile("/run/secrets/chat-key"));
        builder.Services.AddChatClient(builder.Configuration.GetSection("Chat"));
        builder.Services.AddOptions<ChatClientOptions>().Configure<KeyFile>((options, file) => options.ApiKeyProvider = file.GetKeyAsync);
    }

    private sealed class Program;
}
