using System.Globalization;
using System.Security.Cryptography;
using StackExchange.Redis;

/// <summary>
/// The requests in a file, one in each line, and their results, all of which are stored in Redis. All processes that open the same file
/// for the same model share one job. A line stays in the Redis stream until its result is stored.
/// </summary>
internal sealed class Job
{
    public const string Group = "workers";

    // The data of a complete job is preserved for this long, so that every worker can write its output.
    private static readonly TimeSpan _retention = TimeSpan.FromHours(1);

    private readonly IDatabase _redis;
    private readonly RedisKey _loaded;
    private readonly List<int> _lineNumbers = [];

    private Job(IDatabase redis, string name)
    {
        _redis = redis;

        // The braces put all keys of a job on the same node of a Redis cluster.
        Lines = $"chatsdk:batch:{{{name}}}:lines";
        Results = $"chatsdk:batch:{{{name}}}:results";
        Totals = $"chatsdk:batch:{{{name}}}:totals";
        _loaded = $"chatsdk:batch:{{{name}}}:loaded";
    }

    /// <summary>Gets the key of the stream of lines that have no result yet. The ID of an entry is the line number, followed by "-0".</summary>
    public RedisKey Lines { get; }

    /// <summary>Gets the key of the hash that maps line numbers to results.</summary>
    public RedisKey Results { get; }

    /// <summary>Gets the key of the hash with the numbers of errors and tokens.</summary>
    public RedisKey Totals { get; }

    public int Count => _lineNumbers.Count;

    public static async Task<Job> OpenAsync(IDatabase redis, string input, string model, CancellationToken cancellationToken)
    {
        await using var file = File.OpenRead(input);
        var hash = await SHA256.HashDataAsync(file, cancellationToken);
        var job = new Job(redis, $"{model}:{Convert.ToHexStringLower(hash)}");
        await job.CreateGroupAsync();
        await job.LoadAsync(input, cancellationToken);
        return job;
    }

    public async Task<bool> IsCompleteAsync() => await _redis.HashLengthAsync(Results) == Count;

    public async Task<JobProgress> GetProgressAsync()
    {
        var done = _redis.HashLengthAsync(Results);
        var totals = await _redis.HashGetAsync(Totals, [JobProgress.FailedField, JobProgress.PromptTokensField, JobProgress.CompletionTokensField]);
        return new JobProgress(await done, (long)totals[0], (long)totals[1], (long)totals[2]);
    }

    /// <summary>Writes the results of a complete job in the order of the input. The output file is complete as soon as it exists, even if several workers write it.</summary>
    public async Task WriteResultsAsync(string output, CancellationToken cancellationToken)
    {
        var unfinished = $"{output}.{Guid.NewGuid():N}.tmp";
        try
        {
            await WriteLinesAsync(unfinished, cancellationToken);
            File.Move(unfinished, output, overwrite: true);
        }
        finally
        {
            File.Delete(unfinished);
        }

        await ExpireAsync();
    }

    private async Task WriteLinesAsync(string path, CancellationToken cancellationToken)
    {
        await using var writer = new StreamWriter(path) { NewLine = "\n" };
        foreach (var numbers in _lineNumbers.Select(number => (RedisValue)number).Chunk(500))
        {
            foreach (var result in await _redis.HashGetAsync(Results, numbers))
            {
                await writer.WriteLineAsync(((string?)result).AsMemory(), cancellationToken);
            }
        }
    }

    private async Task CreateGroupAsync()
    {
        try
        {
            await _redis.StreamCreateConsumerGroupAsync(Lines, Group, StreamPosition.Beginning);
        }
        catch (RedisServerException exception) when (exception.Message.StartsWith("BUSYGROUP", StringComparison.Ordinal))
        {
            // Another worker has already created the group.
        }
    }

    /// <summary>Adds the lines to the stream. Each line is added exactly once, even if several workers load the same file at once, or a worker is killed while it loads the file.</summary>
    private async Task LoadAsync(string input, CancellationToken cancellationToken)
    {
        var lastLoaded = RedisValue.Null;
        foreach (var lines in File.ReadLines(input).Index().Where(line => !string.IsNullOrWhiteSpace(line.Item)).Chunk(100))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var transaction = _redis.CreateTransaction();

            // If this condition is not met, another worker has already added these lines.
            transaction.AddCondition(Condition.StringEqual(_loaded, lastLoaded));
            foreach (var (index, text) in lines)
            {
                _ = transaction.StreamAddAsync(Lines, LineQueue.RequestField, text, string.Create(CultureInfo.InvariantCulture, $"{index + 1}-0"));
                _lineNumbers.Add(index + 1);
            }

            lastLoaded = _lineNumbers[^1];
            _ = transaction.StringSetAsync(_loaded, lastLoaded);
            await transaction.ExecuteAsync();
        }
    }

    private async Task ExpireAsync()
    {
        // This is a transaction, because no key may expire before the others.
        var transaction = _redis.CreateTransaction();
        foreach (var key in (RedisKey[])[Lines, Results, Totals, _loaded])
        {
            _ = transaction.KeyExpireAsync(key, _retention);
        }

        await transaction.ExecuteAsync();
    }
}
