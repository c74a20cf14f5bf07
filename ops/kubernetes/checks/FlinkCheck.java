import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.File;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.jar.JarFile;
import org.apache.flink.client.deployment.ClusterSpecification;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.FallbackKey;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.kubernetes.configuration.KubernetesConfigOptions;
import org.apache.flink.kubernetes.entrypoint.KubernetesWorkerResourceSpecFactory;
import org.apache.flink.kubernetes.kubeclient.FlinkPod;
import org.apache.flink.kubernetes.kubeclient.factory.KubernetesJobManagerFactory;
import org.apache.flink.kubernetes.kubeclient.factory.KubernetesTaskManagerFactory;
import org.apache.flink.kubernetes.kubeclient.parameters.KubernetesJobManagerParameters;
import org.apache.flink.kubernetes.kubeclient.parameters.KubernetesTaskManagerParameters;
import org.apache.flink.kubernetes.shaded.io.fabric8.kubernetes.api.model.Container;
import org.apache.flink.kubernetes.shaded.io.fabric8.kubernetes.api.model.Pod;
import org.apache.flink.kubernetes.shaded.io.fabric8.kubernetes.api.model.PodBuilder;
import org.apache.flink.kubernetes.shaded.io.fabric8.kubernetes.client.utils.Serialization;
import org.apache.flink.runtime.clusterframework.ContaineredTaskManagerParameters;
import org.apache.flink.runtime.clusterframework.TaskExecutorProcessSpec;
import org.apache.flink.runtime.clusterframework.TaskExecutorProcessUtils;
import org.apache.flink.runtime.externalresource.ExternalResourceUtils;
import org.apache.flink.runtime.jobmanager.JobManagerProcessUtils;

/**
 * Asks Flink's own jars about a FlinkDeployment: does every option exist, can its value be read, do the memory settings
 * add up, and which pods does Flink make of it? Compiled and run by validate.py with the image's jars on the class path.
 *
 * <p>In: a JSON file with cluster, image, serviceAccount, configuration, jobManager and taskManager (each resource and
 * pod template, merged as the operator does). Out: JSON with problems, and the JobManager's and a TaskManager's manifest.
 */
final class FlinkCheck {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<String> problems = new ArrayList<>();

    public static void main(String[] arguments) throws Exception {
        JsonNode request = JSON.readTree(new File(arguments[0]));
        System.out.println(new FlinkCheck().answer(request));
    }

    private ObjectNode answer(JsonNode request) throws Exception {
        Configuration flink = new Configuration();
        Map<String, String> settings = new TreeMap<>();
        request.get("configuration").fields().forEachRemaining(each -> settings.put(each.getKey(), each.getValue().asText()));
        settings.forEach(flink::setString);
        checkOptions(settings, flink);

        ObjectNode answer = JSON.createObjectNode();
        try {
            pods(request, flink, answer);
        } catch (RuntimeException e) {
            problems.add("Flink makes no pods of it: " + e);
        }
        ArrayNode told = answer.putArray("problems");
        problems.forEach(told::add);
        return answer;
    }

    private void checkOptions(Map<String, String> settings, Configuration flink) throws Exception {
        Map<String, ConfigOption<?>> options = new TreeMap<>();
        Set<String> outdated = new HashSet<>();
        for (String jar : System.getProperty("java.class.path").split(File.pathSeparator)) {
            if (jar.contains("flink-")) {
                collect(Path.of(jar), options, outdated);
            }
        }
        settings.forEach((key, value) -> {
            String plain = key.replaceFirst("^external-resource\\.[^.]+\\.param\\.", "")
                    .replaceFirst("^external-resource\\.[^.]+\\.", "")
                    .replaceFirst("^metrics\\.reporter\\.[^.]+\\.", "");
            ConfigOption<?> option = options.getOrDefault(key, plain.equals(key) ? null : named(options, key, plain));
            if (option == null) {
                problems.add(outdated.contains(key)
                        ? "option " + key + " is outdated"
                        : "option " + key + " is unknown to Flink");
                return;
            }
            try {
                Configuration alone = new Configuration();
                alone.setString(option.key(), value);
                alone.get(option);
            } catch (RuntimeException e) {
                problems.add("option " + key + ": Flink cannot read '" + value + "': " + e.getMessage());
            }
        });
    }

    /** Options of a named resource or reporter are declared without the name. */
    private static ConfigOption<?> named(Map<String, ConfigOption<?>> options, String key, String plain) {
        for (String declared : List.of(plain, "external-resource.<resource_name>." + plain, "metrics.reporter.<name>." + plain)) {
            ConfigOption<?> option = options.get(declared);
            if (option != null) {
                return option;
            }
        }
        return null;
    }

    private static void collect(Path jar, Map<String, ConfigOption<?>> options, Set<String> outdated) throws Exception {
        try (JarFile file = new JarFile(jar.toFile())) {
            for (String name : file.stream().map(entry -> entry.getName()).filter(entry -> entry.matches(
                            "org/apache/flink/(?!kubernetes/shaded|shaded).*(Options|Options.*|Reporter.*|Driver.*)\\.class")).toList()) {
                Class<?> type;
                try {
                    type = Class.forName(name.replace('/', '.').replaceFirst("\\.class$", ""));
                } catch (LinkageError e) {
                    continue; // of an optional part that is not here
                }
                for (Field field : type.getDeclaredFields()) {
                    if (Modifier.isStatic(field.getModifiers()) && ConfigOption.class.isAssignableFrom(field.getType())) {
                        field.setAccessible(true);
                        ConfigOption<?> option = (ConfigOption<?>) field.get(null);
                        options.put(option.key(), option);
                        for (FallbackKey other : option.fallbackKeys()) {
                            outdated.add(other.getKey());
                        }
                    } else if (Modifier.isStatic(field.getModifiers()) && field.getName().startsWith("ARG_")) {
                        // A metrics reporter names its arguments so.
                        field.setAccessible(true);
                        String argument = String.valueOf(field.get(null));
                        options.put("metrics.reporter.<name>." + argument, ConfigOptions.key(argument).stringType().noDefaultValue());
                    }
                }
            }
        }
    }

    private void pods(JsonNode request, Configuration flink, ObjectNode answer) throws Exception {
        // As the operator and Flink's client set them.
        flink.set(KubernetesConfigOptions.CLUSTER_ID, request.get("cluster").asText());
        flink.set(KubernetesConfigOptions.NAMESPACE, request.get("namespace").asText());
        flink.set(KubernetesConfigOptions.CONTAINER_IMAGE, request.get("image").asText());
        flink.set(KubernetesConfigOptions.KUBERNETES_SERVICE_ACCOUNT, request.get("serviceAccount").asText());
        JsonNode jobManager = request.get("jobManager");
        JsonNode taskManager = request.get("taskManager");
        flink.set(KubernetesConfigOptions.JOB_MANAGER_CPU, jobManager.at("/resource/cpu").asDouble());
        flink.set(KubernetesConfigOptions.TASK_MANAGER_CPU, taskManager.at("/resource/cpu").asDouble());
        flink.set(JobManagerOptions.TOTAL_PROCESS_MEMORY, MemorySize.parse(jobManager.at("/resource/memory").asText()));
        flink.set(TaskManagerOptions.TOTAL_PROCESS_MEMORY, MemorySize.parse(taskManager.at("/resource/memory").asText()));
        flink.setString("kubernetes.internal.jobmanager.entrypoint.class",
                "org.apache.flink.kubernetes.entrypoint.KubernetesApplicationClusterEntrypoint");
        flink.setString("execution.target", "kubernetes-application");
        Path conf = Files.createTempDirectory("flink-check");
        conf.toFile().deleteOnExit();
        Path logging = Files.writeString(conf.resolve("log4j-console.properties"), "");
        logging.toFile().deleteOnExit();
        flink.setString("$internal.deployment.config-dir", conf.toString());

        JobManagerProcessUtils.processSpecFromConfig(flink);
        TaskExecutorProcessSpec worker = TaskExecutorProcessUtils.processSpecFromWorkerResourceSpec(
                flink, KubernetesWorkerResourceSpecFactory.INSTANCE.createDefaultWorkerResourceSpec(flink));
        ClusterSpecification cluster = new ClusterSpecification.ClusterSpecificationBuilder()
                .setMasterMemoryMB(flink.get(JobManagerOptions.TOTAL_PROCESS_MEMORY).getMebiBytes())
                .setTaskManagerMemoryMB(flink.get(TaskManagerOptions.TOTAL_PROCESS_MEMORY).getMebiBytes())
                .setSlotsPerTaskManager(flink.get(TaskManagerOptions.NUM_TASK_SLOTS))
                .createClusterSpecification();
        answer.set("jobManager", JSON.readTree(Serialization.asJson(KubernetesJobManagerFactory
                .buildKubernetesJobManagerSpecification(
                        template(jobManager.get("podTemplate")), new KubernetesJobManagerParameters(flink, cluster))
                .getDeployment())));
        KubernetesTaskManagerParameters parameters = new KubernetesTaskManagerParameters(
                flink,
                request.get("cluster").asText() + "-taskmanager-1-1",
                TaskExecutorProcessUtils.generateDynamicConfigsStr(worker),
                "-Xmx1g",
                ContaineredTaskManagerParameters.create(flink, worker),
                ExternalResourceUtils.getExternalResourceConfigurationKeys(
                        flink, KubernetesConfigOptions.EXTERNAL_RESOURCE_KUBERNETES_CONFIG_KEY_SUFFIX),
                Set.of());
        answer.set("taskManager", JSON.readTree(Serialization.asJson(KubernetesTaskManagerFactory
                .buildTaskManagerKubernetesPod(template(taskManager.get("podTemplate")), parameters)
                .getInternalResource())));
    }

    private static FlinkPod template(JsonNode json) {
        Pod pod = Serialization.unmarshal(json.toString(), Pod.class);
        List<Container> beside = new ArrayList<>(pod.getSpec().getContainers());
        Container main = beside.stream().filter(each -> each.getName().equals("flink-main-container")).findFirst().orElseThrow();
        beside.remove(main);
        return new FlinkPod.Builder()
                .withPod(new PodBuilder(pod).editSpec().withContainers(beside).endSpec().build())
                .withMainContainer(main)
                .build();
    }
}
