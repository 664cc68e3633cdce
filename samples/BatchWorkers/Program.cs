using System.CommandLine;
using System.Net;
using ChatSdk;
using ChatSdk.Testing;
using StackExchange.Redis;

// BatchWorkers [input] [output]: each line of the input is the body of a request, {"messages":[…]}. Each line of the output is an answer
// or an error, in the order of the input. All processes with the same input, model and Redis server share the work; start as many as you
// like, on as many machines as you like. If a worker is killed, nothing is lost, because another worker takes over its lines.
return await BatchOptions.CreateCommand(RunAsync).Parse(args).InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromSeconds(10) });

static async Task<int> RunAsync(BatchOptions options, CancellationToken cancellationToken)
{
    try
    {
        // Without CHATSDK_BASE_URL, the sample starts its own chat server, and without --redis, its own Redis server.
        var address = Environment.GetEnvironmentVariable("CHATSDK_BASE_URL");
        await using var server = string.IsNullOrEmpty(address) ? await FakeChatServer.StartAsync(cancellationToken) : null;
        await using var localRedis = options.Redis is null ? await LocalRedis.StartAsync(cancellationToken) : null;
        var redisAddress = localRedis?.Address ?? options.Redis!;
        await using var redis = await ConnectionMultiplexer.ConnectAsync(redisAddress);

        await using var others = new OtherWorkers();
        others.Start(options, redisAddress, server?.BaseAddress ?? address!);
        await WorkAsync(options, redis, server?.BaseAddress ?? address!, cancellationToken);
        await others.WaitForExitAsync(cancellationToken);
        return 0;
    }
    catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
    {
        Console.WriteLine(options.Redis is null
            ? "Stopped. The Redis server of this run has stopped too, so the next run starts with the first line."
            : "Stopped. The lines without a result are left for other workers. Start this worker again to continue.");
        return 130;
    }
    catch (RedisConnectionException) when (options.Redis is not null)
    {
        await Console.Error.WriteLineAsync($"The Redis server {Addresses(ConfigurationOptions.Parse(options.Redis).EndPoints)} cannot be reached. Start redis-server there, or omit --redis to start one for this run.");
        return 1;
    }
    catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or RedisException or TimeoutException or ChatException or ArgumentException or InvalidOperationException)
    {
        await Console.Error.WriteLineAsync($"The worker stopped. {exception.Message}");
        return 1;
    }
}

static async Task WorkAsync(BatchOptions options, ConnectionMultiplexer redis, string server, CancellationToken cancellationToken)
{
    var model = Environment.GetEnvironmentVariable("CHATSDK_MODEL") ?? "fake-model";
    using var limit = SharedLimit.Create(redis, $"chatsdk:{model}", options.RequestsPerMinute);
    using var client = new ChatClient(new ChatClientOptions
    {
        BaseAddress = server,
        ApiKey = Environment.GetEnvironmentVariable("CHATSDK_API_KEY"),
        Model = model,
        RateLimits = new() { RequestLimiter = limit },
    });

    var job = await Job.OpenAsync(redis.GetDatabase(), options.Input, model, cancellationToken);
    Console.WriteLine($"{(await job.GetProgressAsync()).Done} of {job.Count} lines were already done. Redis: {Addresses(redis.GetEndPoints())}");

    var work = new Worker(job, new LineQueue(redis.GetDatabase(), job, options.ClaimTimeout), client).RunAsync(cancellationToken);
    await ProgressView.ShowAsync(job, options, work);
    await work;

    await job.WriteResultsAsync(options.Output, cancellationToken);
    Console.WriteLine($"{job.Count} lines are done, {(await job.GetProgressAsync()).Describe(options)}. The answers are in {options.Output}.");
}

// The password, which the configuration may contain, is left out.
static string Addresses(IEnumerable<EndPoint> endPoints) => string.Join(", ", endPoints.Select(EndPointCollection.ToString));
