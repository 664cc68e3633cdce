using System.Collections.Concurrent;
using Microsoft.Extensions.Caching.Distributed;

namespace ChatSdk.Tests.Caching;

/// <summary>A store whose entries a test can inspect, and whose operations a test can cause to fail or hang.</summary>
internal sealed class PuppetStore : IDistributedCache
{
    public ConcurrentDictionary<string, byte[]> Entries { get; } = new(StringComparer.Ordinal);

    /// <summary>Gets the options of the most recently stored entry.</summary>
    public DistributedCacheEntryOptions? LastOptions { get; private set; }

    /// <summary>Gets or sets the callback that runs before every operation.</summary>
    public Func<CancellationToken, Task> First { get; set; } = _ => Task.CompletedTask;

    public async Task<byte[]?> GetAsync(string key, CancellationToken token = default)
    {
        await First(token);
        return Entries.GetValueOrDefault(key);
    }

    public async Task SetAsync(string key, byte[] value, DistributedCacheEntryOptions options, CancellationToken token = default)
    {
        await First(token);
        (Entries[key], LastOptions) = (value, options);
    }

    public byte[]? Get(string key) => throw new NotSupportedException("The client must use only the asynchronous methods of its store.");

    public void Set(string key, byte[] value, DistributedCacheEntryOptions options) => throw new NotSupportedException("The client must use only the asynchronous methods of its store.");

    public void Refresh(string key) => throw new NotSupportedException();

    public Task RefreshAsync(string key, CancellationToken token = default) => throw new NotSupportedException();

    public void Remove(string key) => throw new NotSupportedException();

    public Task RemoveAsync(string key, CancellationToken token = default) => throw new NotSupportedException();
}
