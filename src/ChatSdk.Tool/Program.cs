using ChatSdk.Tool;

var context = ToolContext.ForProcess();
using var signals = context.Interrupts.ListenToSignals();
return await ToolCommand.RunAsync(context, args);
