using System.CommandLine;

/// <summary>The command line of the sample.</summary>
internal sealed record BatchOptions
{
    public required string Input { get; init; }

    public required string Output { get; init; }

    /// <summary>Gets the address of the Redis server; <see langword="null"/> to start one for this run.</summary>
    public string? Redis { get; init; }

    /// <summary>Gets the number of processes to run on this machine, at least 1.</summary>
    public int Workers { get; init; }

    public int RequestsPerMinute { get; init; }

    /// <summary>Gets the price of a million prompt tokens.</summary>
    public decimal InputPrice { get; init; }

    /// <summary>Gets the price of a million completion tokens.</summary>
    public decimal OutputPrice { get; init; }

    /// <summary>Gets the time after which the lines of a worker that no longer responds are given to another worker.</summary>
    public TimeSpan ClaimTimeout { get; init; }

    /// <summary>Creates the command, which also provides <c>--help</c>, reports invalid values, and cancels the token on Ctrl-C and SIGTERM.</summary>
    public static RootCommand CreateCommand(Func<BatchOptions, CancellationToken, Task<int>> run)
    {
        Argument<string> input = new("input") { Description = "A file with the body of a request on each line.", DefaultValueFactory = _ => Path.Combine(AppContext.BaseDirectory, "questions.jsonl") };
        Argument<string> output = new("output") { Description = "The file for the answers. An existing file is replaced when all lines are done.", DefaultValueFactory = _ => Path.Combine(Path.GetTempPath(), "chatsdk-worker-answers.jsonl") };
        Option<string?> redis = new("--redis") { Description = "The address of a Redis server. By default, one is started for this run." };
        var workers = Positive("--workers", "The number of processes to run on this machine.", 2);
        var requestsPerMinute = Positive("--requests-per-minute", "The maximum number of requests per minute that all workers with this Redis server and this model send together.", 600);
        var claimTimeout = Positive("--claim-timeout", "The number of seconds after which the lines of a worker that no longer responds are given to another worker.", 30.0);
        var inputPrice = Price("--input-price", "The price of a million prompt tokens.");
        var outputPrice = Price("--output-price", "The price of a million completion tokens.");

        RootCommand command = new("Sends the requests in a file. Several processes and machines share the work.")
        {
            input, output, redis, workers, requestsPerMinute, inputPrice, outputPrice, claimTimeout,
        };
        command.SetAction((result, cancellationToken) => run(
            new BatchOptions
            {
                Input = result.GetValue(input)!,
                Output = result.GetValue(output)!,
                Redis = result.GetValue(redis),
                Workers = result.GetValue(workers),
                RequestsPerMinute = result.GetValue(requestsPerMinute),
                InputPrice = result.GetValue(inputPrice),
                OutputPrice = result.GetValue(outputPrice),
                ClaimTimeout = TimeSpan.FromSeconds(result.GetValue(claimTimeout)),
            },
            cancellationToken));
        return command;
    }

    private static Option<T> Positive<T>(string name, string description, T defaultValue)
        where T : struct, IComparable<T>
    {
        Option<T> option = new(name) { Description = description, DefaultValueFactory = _ => defaultValue };
        option.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<T>().CompareTo(default) <= 0)
            {
                result.AddError($"{name} must be greater than 0.");
            }
        });
        return option;
    }

    private static Option<decimal> Price(string name, string description)
    {
        Option<decimal> option = new(name) { Description = description };
        option.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<decimal>() < 0)
            {
                result.AddError($"{name} must not be negative.");
            }
        });
        return option;
    }
}
