using System.Globalization;
using ChatSdk.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace ChatSdk.Soak;

/// <summary>
/// Keyed clients from one service container, each with its own API key. The server answers each request with the name of the client that owns
/// the API key in the request.
/// </summary>
internal sealed class Tenants : IAsyncDisposable
{
    private const int _count = 4;

    private readonly ServiceProvider _services;

    public Tenants(FakeChatServer server)
    {
        var services = new ServiceCollection();
        for (var number = 0; number < _count; number++)
        {
            var (tenant, authorization) = (number, $"Bearer {KeyOf(number)}");
            server.GivenRequest(request => request.Headers["Authorization"] == authorization).Answers(FakeAnswer.Text(NameOf(tenant)));
            services.AddKeyedChatClient(NameOf(tenant), options => (options.BaseAddress, options.ApiKey, options.Model, options.MaxRetries) = (server.BaseAddress, KeyOf(tenant), "m", 0));
        }

        _services = services.BuildServiceProvider();
    }

    public static string Any(Random chance) => NameOf(chance.Next(_count));

    public ChatClient ClientOf(string tenant) => _services.GetRequiredKeyedService<ChatClient>(tenant);

    public ValueTask DisposeAsync() => _services.DisposeAsync();

    private static string NameOf(int number) => string.Create(CultureInfo.InvariantCulture, $"tenant-{number}");

    private static string KeyOf(int number) => string.Create(CultureInfo.InvariantCulture, $"key-{number}");
}
